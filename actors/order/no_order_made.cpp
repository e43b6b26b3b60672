#include "actors/order/no_order_made.hpp"

#include "actors/host/entity_host.hpp"
#include "actors/merchant/merchant_message.hpp"
#include "actors/order/refund_told.hpp"

namespace sluice {

void tell_no_order_made(const order_message& m, order_entity::host& home,
                        const order_needs& shared) {
  tell_balance(m.order, kept_refund_in(m), {}, home, shared);
  const auto* command = std::get_if<order::command>(&m.what);
  const auto* asked = command != nullptr ? std::get_if<order::pay>(command) : nullptr;
  if (asked == nullptr) return;
  shared.ways->never_began(*asked);
  if (!m.spends_at) return;
  batch<merchant_message> one;
  one.all.push_back({m.order.merchant, not_spent{{asked->type, asked->amount, *m.spends_at}}});
  home.send(*shared.merchants, std::move(one));
}

}  // namespace sluice
