#pragma once
/// What an order has to do with the risk service: somebody outside who says before the first
/// attempt whether it may begin. The engine asks, keeps to the answer and records it; it has no
/// opinion of its own. Stored in the log: never change or reuse a number.

#include <cstdint>
#include <optional>
#include <string_view>

namespace sluice::order {

enum class risk_verdict : std::uint8_t {
  pass = 1,
  verify = 2,  ///< the payer must prove who he is; where he cannot, it means block
  block = 3,
};

/// What it means that no answer came in time.
enum class risk_silence : std::uint8_t { passes = 1, blocks = 2 };

/// What became of a code that the payer gave.
enum class code_finding : std::uint8_t {
  right = 1,
  wrong = 2,
  unanswered = 3,  ///< nobody knows; it counts as a try all the same
};

/// So many codes may be tried; the last wrong one fails the order.
inline constexpr std::uint8_t most_code_tries = 5;

/// "pass", "verify", "block"
[[nodiscard]] std::string_view name_of(risk_verdict v) noexcept;
[[nodiscard]] std::optional<risk_verdict> risk_verdict_from_name(std::string_view name) noexcept;
/// "pass", "block": what is done then
[[nodiscard]] std::string_view name_of(risk_silence s) noexcept;
[[nodiscard]] std::optional<risk_silence> risk_silence_from_name(std::string_view name) noexcept;
/// "right", "wrong", "unanswered"
[[nodiscard]] std::string_view name_of(code_finding f) noexcept;

}  // namespace sluice::order
