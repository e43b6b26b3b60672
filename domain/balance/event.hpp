#pragma once
/// What is decided about a merchant's money with us. Its credits are in none of these: they follow
/// from its orders. The written form: events/v1/balance.proto.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/beijing_day.hpp"
#include "base/tagged.hpp"
#include "domain/ids.hpp"
#include "domain/money.hpp"
#include "domain/origin.hpp"
#include "domain/refund_hold.hpp"

namespace sluice::balance {

using beijing::day_number;

/// A refund may be asked for: what it takes is kept. The order's refund says the same once more,
/// and only that moves money in the books.
struct money_held {
  order_id order;
  refund_no refund;
  currency unit = currency::cny;
  refund_hold from{};
  std::uint64_t books_at = 0;  ///< up to this place of the log the books were looked at
  friend bool operator==(const money_held&, const money_held&) = default;
};

/// The order has said what becomes of the refund.
struct hold_ended {
  order_id order;
  refund_no refund;
  /// Where in the log the refund is; nothing: the order refused it, and the money is free.
  std::optional<std::uint64_t> refund_at{};
  friend bool operator==(const hold_ended&, const hold_ended&) = default;
};

/// A merchant's money of one day.
struct lot {
  day_number day = 0;
  std::int64_t minor = 0;  ///< above zero
  friend bool operator==(const lot&, const lot&) = default;
};

/// What was pending of that day is available.
struct lot_matured {
  currency unit = currency::cny;
  lot what{};
  std::uint64_t books_at = 0;
  signed_by who;
  friend bool operator==(const lot_matured&, const lot_matured&) = default;
};

/// Counts a merchant's settlements from 1.
using settlement_no = tagged<struct settlement_no_tag, std::uint32_t>;

/// So much is to be paid to the merchant: it is kept until that is done, or surely will not be.
struct settlement_requested {
  settlement_no number{};
  money amount;
  signed_by who;
  friend bool operator==(const settlement_requested&, const settlement_requested&) = default;
};

/// Stored in the log: never change or reuse a number.
enum class settlement_end : std::uint8_t {
  paid = 1,
  not_paid = 2,  ///< surely: the money is available again
  returned = 3,  ///< paid, and the bank sent it back (退票): likewise
};
[[nodiscard]] std::string_view name_of(settlement_end e) noexcept;
[[nodiscard]] std::optional<settlement_end> settlement_end_from_name(
    std::string_view name) noexcept;

struct settlement_ended {
  settlement_no number{};
  money amount;  ///< of the settlement
  settlement_end how = settlement_end::paid;
  std::string reference{};  ///< the bank's, for what moved
  signed_by who;
  friend bool operator==(const settlement_ended&, const settlement_ended&) = default;
};

using event =
    std::variant<money_held, hold_ended, lot_matured, settlement_requested, settlement_ended>;

}  // namespace sluice::balance
