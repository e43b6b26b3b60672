#include "audit/replay.hpp"

#include "audit/order_history.hpp"
#include "events/stream_name.hpp"

namespace sluice {
namespace {

/// Takes the event if it can be read and follows; says what is wrong otherwise.
std::optional<audit_fault> take(order_history& history, const replay_step& step) {
  if (const auto* problem = std::get_if<undecodable>(&step.content))
    return audit_fault{audit_rule::decoding, problem->message};
  const auto& content = std::get<decoded>(step.content);
  if (const auto* event = std::get_if<order::event>(&content.event))
    return history.take(*event, time_of(step.record));
  return audit_fault{audit_rule::stream, "the event does not belong to an order"};
}

}  // namespace

order_replay replay(const store::event_log& log, const order_id& id, const record_keys& keys) {
  order_replay out{.id = id, .log = store::history_of(log)};
  auto read = log.read_stream(order_stream(id));
  if (auto* damage = std::get_if<store::damage>(&read)) {
    out.damage = std::move(*damage);
    return out;
  }
  order_history history;
  for (auto& record : std::get<std::vector<store::record>>(read)) {
    replay_step step{.record = std::move(record), .content = undecodable{}, .state = "unknown"};
    step.content = decode(step.record, keys);
    if (!out.fault) {
      step.fault = take(history, step);
      out.fault = step.fault;
      if (!step.fault) step.state = name_of(history.state().now);
    }
    out.steps.push_back(std::move(step));
  }
  if (!out.fault && !out.steps.empty()) out.fault = history.at_rest();
  out.last = history.state();
  return out;
}

}  // namespace sluice
