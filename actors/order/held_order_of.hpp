#pragma once
/// What a held order asks of its merchant: may it begin, and where?

#include "actors/merchant/merchant_message.hpp"
#include "domain/order/state.hpp"

namespace sluice {

[[nodiscard]] inline held_order held_order_of(const order::state& o) {
  held_order out{.order = o.id,
                 .type = o.type,
                 .amount = o.amount,
                 .paid_with = o.paid_with,
                 .is_shadow = o.is_shadow};
  if (o.names_channel) out.channel = o.route.front();
  return out;
}

}  // namespace sluice
