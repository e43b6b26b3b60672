#pragma once
/// What a merchant's balance remembers: its debits that the books may not have yet, and its
/// settlements. Everything else is in the books, which follow the log a little behind. What they do
/// not show yet is only ever taken away here, so what is shown as available is never more than
/// there is.

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "domain/balance/event.hpp"

namespace sluice::balance {

struct kept {
  order_id order;
  refund_no refund;
  currency unit = currency::cny;
  refund_hold from{};
  std::optional<std::uint64_t> refund_at{};  ///< nothing: whether the order has it is not known
  friend bool operator==(const kept&, const kept&) = default;
};

struct settlement {
  money amount;
  std::uint64_t requested_at = 0;  ///< its place in the log
  std::optional<settlement_end> ended{};
  std::string reference{};
  friend bool operator==(const settlement&, const settlement&) = default;
};

struct state {
  std::vector<kept> holds{};  ///< oldest first
  /// Orders of that day whose money came before that place of the log have it in what is available.
  std::map<std::pair<currency, day_number>, std::uint64_t> due{};
  std::uint64_t matured_at = 0;  ///< where in the log lots matured last
  std::uint64_t books_at = 0;    ///< how far the books had been when they were looked at last
  std::vector<settlement> settlements{};  ///< the first is number 1
  friend bool operator==(const state&, const state&) = default;
};

/// Null: there is none, or the books have it long since.
[[nodiscard]] const kept* find(const state& s, const order_id& order,
                               const refund_no& refund) noexcept;
/// Null: there is none.
[[nodiscard]] const settlement* find(const state& s, settlement_no number) noexcept;

/// The written table: what may happen next.
[[nodiscard]] bool may_follow(const state& s, const event& e) noexcept;

/// `at`: its place in the log. Precondition: it may follow.
void apply(state& s, const event& e, std::uint64_t at);

}  // namespace sluice::balance
