#pragma once
/// What a merchant's balance is asked.

#include <optional>
#include <string>
#include <variant>

#include "domain/balance/event.hpp"

namespace sluice::balance {

/// A refund of an order whose money came to an account of ours.
struct hold_for_refund {
  order_id order;
  refund_no refund;
  currency unit = currency::cny;
  std::int64_t settled = 0, fee_back = 0;  ///< see refund_hold
  std::int64_t takes = 0;  ///< of the merchant's money; above zero
  day_number lot = 0;
  std::uint64_t paid_at = 0;  ///< where in the log the order's money came into its lot
};

/// What the order has said of the refund for which money is kept.
struct end_hold {
  order_id order;
  refund_no refund;
  std::optional<std::uint64_t> refund_at{};  ///< nothing: the order has no such refund
};

/// A person wants the merchant settled: what it has earned until that day becomes available, and
/// all that is available is to be paid.
struct settle {
  currency unit = currency::cny;
  day_number through = 0;
  signed_by who;
};

/// A person says what became of a settlement, with the bank's reference of what moved.
struct end_settlement {
  settlement_no number{};
  settlement_end how = settlement_end::paid;
  std::string reference{};
  signed_by who;
};

using command = std::variant<hold_for_refund, end_hold, settle, end_settlement>;

}  // namespace sluice::balance
