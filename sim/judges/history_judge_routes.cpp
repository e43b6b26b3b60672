/// What the history judge says of routes that change.

#include "sim/judges/history_judge.hpp"

namespace sluice::sim {

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
