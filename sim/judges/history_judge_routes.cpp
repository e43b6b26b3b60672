/// What the history judge says of how an order comes to be, with its route, and of routes that
/// change.

#include "sim/judges/history_judge.hpp"

namespace sluice::sim {

void history_judge::accept(order_facts& o, const order::order_accepted& e) {
  if (o.exists()) return wrong(o, "order_accepted", "the order was accepted before");
  if (!others_.settings.is_active(o.id.merchant))
    wrong(o, "order_accepted", "its merchant takes no new orders");
  const written_route way{o.id, e.type, e.amount, e.route, e.explanation};
  others_.routes.written(way);
  others_.rules.written(way);
  others_.levels.accepted(e);
  others_.essentials.accepted(e);
  others_.risks.accepted(e);
  o.is_held = e.is_held;
  o.accepted_in = memories_;
  o.risk = e.risk;
  o.type = e.type;
  o.amount = e.amount;
  o.body = e.body;
  o.route = e.route;
  o.not_after = e.not_after;
  o.is_shadow = e.is_shadow;
  o.stage = order_stage::between_attempts;
}

void history_judge::renew(order_facts& o, const order::route_renewed& e) {
  if (!o.is_held || o.stage != order_stage::between_attempts || !o.attempts.empty() ||
      e.route == o.route)
    return wrong(o, "route_renewed", "the order is not held, or the route is the same");
  const written_route way{o.id, o.type, o.amount, e.route, e.explanation};
  others_.routes.written(way);
  others_.rules.written(way);
  o.route = e.route;
}

}  // namespace sluice::sim
