#pragma once
/// What a create asks of its order: a pay that has no route yet. Without one it can make no new
/// order (order_message::unless_known says why not); a repeat of the first create needs none.

#include <utility>

#include "actors/desk/request.hpp"

namespace sluice {

[[nodiscard]] inline order::pay pay_command(create_order q) {
  return {.order = std::move(q.order),
          .type = q.type,
          .amount = q.amount,
          .payment_code = std::move(q.payment_code),
          .description = std::move(q.description),
          .body = q.body,
          .route = {},
          .not_after = q.not_after,
          .paid_with = std::move(q.paid_with),
          .is_shadow = q.is_shadow,
          .agreement = std::move(q.agreement).value_or(agreement_no{}),
          .payer = std::move(q.payer)};
}

}  // namespace sluice
