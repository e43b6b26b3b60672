#pragma once
/// What the callers of `sluice bench overload` send, and how they read what they are told.
/// Everything about a command follows from its number: its step, what it asks for, and of which
/// order. So client and judges need not tell each other.

#include <cstdint>
#include <string>
#include <string_view>

#include "bench/load/order_maker.hpp"
#include "domain/rejection.hpp"

namespace sluice::bench {

enum class step : std::uint8_t {
  warm_up,    ///< payments, closed loop: also the orders that looks are about
  calibrate,  ///< the mix, closed loop: what the machine can do
  overload,   ///< the mix, several times that, come what may
  after,      ///< the mix, so much as it can do
};

/// In the order in which the engine gives them up (domain/overload/level.hpp).
enum class kind : std::uint8_t { payout, payment, look };

/// Commands of a step are numbered from 0; an order's number has eleven digits.
inline constexpr std::uint64_t numbers_of_a_step = 10'000'000'000;
[[nodiscard]] constexpr std::uint64_t number_of(step s, std::uint64_t index) noexcept {
  return static_cast<std::uint64_t>(s) * numbers_of_a_step + index;
}

/// So many payments at least there must be to look at.
inline constexpr std::uint64_t orders_looked_at = 1000;

/// Of ten commands one is a payout and one a look.
[[nodiscard]] kind kind_of(std::uint64_t number) noexcept;
[[nodiscard]] std::string subject_of(kind what);
/// JSON. A look's is about an order of the warm-up.
[[nodiscard]] std::string command_body(std::uint64_t number);

/// "payouts"
[[nodiscard]] std::string_view name_of(kind what) noexcept;

enum class told : std::uint8_t {
  nothing,
  paid,   ///< of a look: the order is
  taken,  ///< in another state
  busy,
  refused,  ///< for another reason
};
struct heard {
  told said = told::nothing;
  std::uint8_t answers = 0;
  rejection_code why{};  ///< with refused
};
/// Searched for, not parsed: the benchmark is of the engine, not of its client.
[[nodiscard]] heard read_answer(std::string_view json);

[[nodiscard]] constexpr bool is_taken(told t) noexcept {
  return t == told::paid || t == told::taken;
}
[[nodiscard]] constexpr bool is_refused(told t) noexcept {
  return t == told::busy || t == told::refused;
}

}  // namespace sluice::bench
