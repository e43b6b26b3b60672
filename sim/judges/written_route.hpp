#pragma once
/// A route that has become durable with its reason, whichever event of its order says so.

#include "domain/order/event.hpp"

namespace sluice::sim {

struct written_route {
  const order_id& order;
  business_type type;
  money amount;
  const std::vector<channel_id>& route;
  const routing::explanation_bytes& explanation;
};

}  // namespace sluice::sim
