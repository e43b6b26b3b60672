#include "actors/webhook/told_order.hpp"

#include <optional>
#include <vector>

#include "actors/desk/view.hpp"
#include "domain/order/decide.hpp"
#include "domain/webhook/told.hpp"
#include "events/codec.hpp"
#include "events/stream_name.hpp"

namespace sluice {
namespace {

std::string damaged(const store::damage& d) {
  return d.what + " (sequence " + std::to_string(d.at) + ')';
}

std::variant<std::string, store::damage> stream_at(const store::event_log& log,
                                                   webhook::position event) {
  std::string stream;
  const auto damage = log.read_all(event, [&](const store::record& r) {
    stream = r.stream;
    return false;
  });
  if (damage) return *damage;
  if (stream.empty()) return store::damage{"the log ends before it", event};
  return stream;
}

refund_no refund_in(const order::event& e) {
  if (const auto* done = std::get_if<order::refund_succeeded>(&e)) return done->refund;
  if (const auto* not_done = std::get_if<order::refund_failed>(&e)) return not_done->refund;
  if (const auto* said = std::get_if<order::order_resolved>(&e)) return said->refund;
  return {};
}

}  // namespace

std::variant<webhook_message, std::string> told_of(
    const store::event_log& log, const webhook::endpoint_id& to, webhook::position event) {
  const auto stream = stream_at(log, event);
  if (const auto* bad = std::get_if<store::damage>(&stream)) return damaged(*bad);
  const auto all = log.read_stream(std::get<std::string>(stream));
  if (const auto* bad = std::get_if<store::damage>(&all)) return damaged(*bad);
  webhook_message out;
  out.to = to;
  out.position = event;
  order::state o;
  for (const auto& r : std::get<std::vector<store::record>>(all)) {
    const auto content = decode(r);
    const auto* known = std::get_if<decoded>(&content);
    const auto* e = known != nullptr ? std::get_if<order::event>(&known->event) : nullptr;
    if (e == nullptr) return damaged({"its event cannot be decoded", r.position});
    if (!may_follow(o, *e)) return damaged({"its event may not follow", r.position});
    order::apply(o, *e, time_of(r));
    if (r.position < event) continue;
    out.event = webhook::name_of(*e);
    out.version = r.stream_position;
    out.at = time_of(r);
    out.refund = refund_in(*e);
    break;
  }
  out.order = view_of(o, event);
  return out;
}

}  // namespace sluice
