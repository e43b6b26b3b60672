#include "domain/order/sent_on_events.hpp"

namespace sluice::order {

bool may_follow_in(const state& o, const refund_sent_on& e) noexcept {
  const auto* r = find_refund(o, e.refund);
  return r != nullptr && r->state == refund::status::needs_operator && sends_on(e.verdict);
}

void apply_to(refund& r, const refund_sent_on& e, instant at) {
  r.state = refund::status::in_doubt;
  r.sent_on = e;
  r.sent_on_at = at;
}

}  // namespace sluice::order
