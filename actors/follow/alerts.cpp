#include "actors/follow/alerts.hpp"

#include "domain/order/state.hpp"
#include "events/event_type.hpp"

namespace sluice {

namespace {

note alert(const order_id& order, const order_event& event, std::string message) {
  return {.level = severity::critical,
          .event = name_of(type_of(event)),
          .message = std::move(message),
          .fields = {{"order", to_string(order)}}};
}

}  // namespace

std::optional<note> alert_for(const order_id& order, const order_event& event) {
  if (const auto* e = std::get_if<late_payment_found>(&event)) {
    auto n = alert(
        order, event, "money came after the order was taken back or had ended; it is given back");
    n.fields.emplace_back("channel_reference", e->channel_reference);
    return n;
  }
  if (const auto* e = std::get_if<result_conflicted>(&event)) {
    auto n = alert(order, event,
                   "a later result contradicts the first; the first stands, the truth is queried");
    n.fields.emplace_back("found", std::string(name_of(e->found)));
    n.fields.emplace_back("from", std::string(name_of(e->from)));
    n.fields.emplace_back("detail", e->detail);
    return n;
  }
  if (const auto* e = std::get_if<operator_needed>(&event)) {
    auto n = alert(
        order, event, "the engine can do no more by itself: a person must decide (order.resolve)");
    n.fields.emplace_back("reason", e->reason);
    if (e->attempt.value() != 0)
      n.fields.emplace_back("attempt", std::to_string(e->attempt.value()));
    if (!e->refund.value().empty()) n.fields.emplace_back("refund", e->refund.value());
    if (e->held) n.fields.emplace_back("held", to_string(*e->held));
    return n;
  }
  return std::nullopt;
}

}  // namespace sluice
