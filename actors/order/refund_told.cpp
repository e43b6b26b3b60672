#include "actors/order/refund_told.hpp"

#include "actors/balance/balance_message.hpp"
#include "actors/host/entity_host.hpp"

namespace sluice {

refund_no kept_refund_in(const order_message& m) {
  const auto* command = std::get_if<order::command>(&m.what);
  const auto* refund = command != nullptr ? std::get_if<order::refund_order>(command) : nullptr;
  return refund != nullptr && refund->hold ? refund->refund : refund_no{};
}

void tell_balance(const order_id& order, const refund_no& kept_for,
                  const std::optional<store::append_result>& result, order_entity::host& home,
                  const order_needs& shared) {
  if (kept_for.value().empty()) return;
  refund_heard heard{order, kept_for, std::nullopt};
  const auto* where = result ? std::get_if<store::committed>(&*result) : nullptr;
  if (where != nullptr) heard.at = where->first;
  batch<balance_message> one;
  one.all.push_back({order.merchant, std::move(heard)});
  home.send(*shared.balances, std::move(one));
}

}  // namespace sluice
