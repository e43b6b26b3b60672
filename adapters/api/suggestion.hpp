#pragma once
/// "did you mean": the known name that is nearest to what somebody wrote. For messages to people.

#include <span>
#include <string>
#include <string_view>

namespace sluice::api {

/// Empty when nothing is near enough to be meant. Case and underscores do not count:
/// "amountMinor" is near "amount_minor".
[[nodiscard]] std::string_view nearest(std::string_view written,
                                       std::span<const std::string_view> known);

/// "; did you mean amount_minor?", or nothing.
[[nodiscard]] std::string did_you_mean(std::string_view written,
                                       std::span<const std::string_view> known);

/// "a, b, c"
[[nodiscard]] std::string listed(std::span<const std::string_view> names);

/// What somebody wrote, safe to show: in quotes, without control characters, at most 40 bytes.
/// Never call it with a payment code or a key.
[[nodiscard]] std::string in_quotes(std::string_view written);

}  // namespace sluice::api
