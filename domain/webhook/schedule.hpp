#pragma once
/// When a delivery that was not taken is tried again: the schedule of Standard Webhooks 1.0.0, ten
/// tries in a little over three days. Each pause is moved by up to a fifth, or the retries of all
/// that failed together come back together (svix/svix-webhooks#533).

#include <cstdint>
#include <optional>

#include "base/instant.hpp"

namespace sluice::webhook {

inline constexpr std::uint8_t most_tries = 10;
/// No endpoint may put itself off for longer, nor does any pause last longer.
inline constexpr millis longest_pause{24 * 3'600'000};

/// The pause after so many tries, the first included; nothing: it was the last one. `luck`: any
/// number; the same one gives the same pause.
[[nodiscard]] std::optional<millis> pause_after(std::uint8_t tries, std::uint64_t luck) noexcept;

}  // namespace sluice::webhook
