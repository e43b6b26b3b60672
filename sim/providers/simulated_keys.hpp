#pragma once
/// The keys of the accounts at the simulated channels, as a merchant would have them there: known
/// to everybody, because they are in this repository, and never for real money.
///
/// Configuration writes them as "simulated:NAME"; tests and the demo ask here. The channels' own
/// halves, which no merchant has, are in provider_keys.hpp.
///
/// PEM texts are files in sim/providers/keys, made by make.sh there; certificates are valid from
/// 2020 to 2099.

#include <optional>
#include <span>
#include <string_view>

namespace sluice::sim {

/// Nothing: no key has this name. Lives as long as the program.
[[nodiscard]] std::optional<std::string_view> simulated_key(std::string_view name) noexcept;

/// All that there are, sorted.
[[nodiscard]] std::span<const std::string_view> simulated_key_names() noexcept;

}  // namespace sluice::sim
