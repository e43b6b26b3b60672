#pragma once
/// The second step of a refund for which a merchant's balance keeps money: it is told what became
/// of it, by whoever answers the command.

#include <optional>

#include "actors/order/order_entity.hpp"

namespace sluice {

/// The refund for which it keeps something; empty: the message is about none.
[[nodiscard]] refund_no kept_refund_in(const order_message& m);

/// `result`: of writing it; nothing: the order makes no such refund. Of none nothing is told.
void tell_balance(const order_id& order, const refund_no& kept_for,
                  const std::optional<store::append_result>& result, order_entity::host& home,
                  const order_needs& shared);

}  // namespace sluice
