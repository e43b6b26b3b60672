#pragma once
/// The movements of a merchant's account at a simulated channel, for the bills of funds and the
/// balances that its face tells: what payments brought, what was charged for them, what refunds and
/// payouts took. All of it comes out of what is in the books. Private to the faces.

#include <cstdint>
#include <string_view>
#include <vector>

#include "sim/providers/statement.hpp"

namespace sluice::sim {

/// What the merchant had brought there before the first of all orders, in fen.
inline constexpr std::int64_t opening_balance = 1'000'000;

struct fund_move {
  enum class kind : std::uint8_t { trade, fee, fee_back, refund, payout };
  kind what = kind::trade;
  std::int64_t minor_units = 0;  ///< below zero: it left the account
  std::int64_t balance = 0;  ///< of the account, after it
  statement_line of{};
};

/// How a fee comes back with a refund: as a movement of its own, or within the refund's.
enum class fee_returns : std::uint8_t { apart, within };

/// `all`: since the beginning, of one merchant.
[[nodiscard]] std::vector<fund_move> fund_moves(const statement& all, fee_returns how);
[[nodiscard]] std::int64_t balance_after(const std::vector<fund_move>& moves) noexcept;
/// The same moves, without those of another time.
[[nodiscard]] std::vector<fund_move> moves_in(std::vector<fund_move> moves, span_of_time span);

/// Everything until then, so that it can be added up.
[[nodiscard]] constexpr span_of_time since_ever(instant until) noexcept {
  return {instant{millis{0}}, until};
}

}  // namespace sluice::sim
