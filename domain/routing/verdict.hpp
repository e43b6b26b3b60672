#pragma once
/// What became of a channel when a route was chosen, and why: the words of explanations.

#include <cstdint>
#include <string_view>

namespace sluice::routing {

/// Stored in the log: never change or reuse a number, and none reaches `verdict_numbers`. Those
/// that exclude are in the order in which they are looked at; the first that fits is the reason.
enum class verdict : std::uint8_t {
  // -- excluded
  merchant_list = 1,   ///< the merchant's list does not name it
  not_configured = 2,  ///< the list names it, and there is no such channel any more
  not_asked_for = 3,   ///< the request wants another one
  business_type = 4,
  wallet = 5,  ///< it does not reach the wallet of the code
  currency = 6,
  rule_only = 7,   ///< a rule allows others only
  rule_never = 8,  ///< a rule forbids it
  maintenance = 9,
  path_open = 10,
  no_room = 11,
  shadow = 12,      ///< test traffic, and money is real there
  canary_out = 13,  ///< only a share of the orders may try it, and this one is not among them
  canary_bad = 14,  ///< none may, for it does worse than the others
  // -- in the route, behind its first
  lower_score = 15,
  // -- first of the route
  chosen = 16,     ///< best score, or the merchant's order among equals
  leading = 17,    ///< it was first before, and nobody is better by enough
  preferred = 18,  ///< a rule prefers it, and nobody is better by enough
  explored = 19,   ///< drawn, to learn how it does
  canary = 20,     ///< among the share of orders that try it
  probe = 21,      ///< shows whether its path is well again
  // -- excluded, and younger than the rest
  not_essential = 22,  ///< the engine takes only the essential; looked at before maintenance
  for_tests = 23,  ///< simulated, beside channels where money is real; looked at after shadow
};
inline constexpr verdict last_verdict = verdict::for_tests;
inline constexpr std::uint32_t verdict_numbers = 25;

[[nodiscard]] constexpr bool is_excluded(verdict v) noexcept {
  return v < verdict::lower_score || v == verdict::not_essential || v == verdict::for_tests;
}
[[nodiscard]] constexpr bool is_first(verdict v) noexcept {
  return v > verdict::lower_score && !is_excluded(v);
}

/// "path_open"
[[nodiscard]] std::string_view name_of(verdict v) noexcept;
/// "path open", for sentences.
[[nodiscard]] std::string_view words_of(verdict v) noexcept;

}  // namespace sluice::routing
