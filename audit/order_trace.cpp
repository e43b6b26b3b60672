#include "audit/order_trace.hpp"

#include "domain/order/decide.hpp"
#include "events/codec.hpp"
#include "events/stream_name.hpp"

namespace sluice {

trace_answer trace(const store::event_log& log, const order_id& id) {
  const auto read = log.read_stream(order_stream(id));
  if (const auto* bad = std::get_if<store::damage>(&read)) return *bad;
  order_trace out;
  for (const auto& r : std::get<std::vector<store::record>>(read)) {
    const auto content = decode(r);
    const auto* known = std::get_if<decoded>(&content);
    const auto* e = known != nullptr ? std::get_if<order::event>(&known->event) : nullptr;
    if (e == nullptr) return store::damage{"an event of this order cannot be decoded", r.position};
    if (!may_follow(out.last, *e))
      return store::damage{"an event of this order may not follow those before it", r.position};
    order::apply(out.last, *e, time_of(r));
    auto& step = out.steps.emplace_back(step_of(out.last, *e, known->why, time_of(r)));
    step.sequence = r.position;
  }
  if (out.steps.empty()) return trace_unknown{};
  return out;
}

}  // namespace sluice
