#pragma once
/// What a held order asks of its merchant: may it begin, and where?

#include "actors/merchant/merchant_message.hpp"
#include "domain/order/state.hpp"

namespace sluice {

[[nodiscard]] inline held_order held_order_of(const order::state& o) {
  held_order out{o.id, o.type, o.amount, o.paid_with};
  if (o.names_channel) out.channel = o.route.front();
  return out;
}

}  // namespace sluice
