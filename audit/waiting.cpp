#include "audit/waiting.hpp"

#include <algorithm>

#include "audit/replay.hpp"
#include "events/stream_name.hpp"

namespace sluice {
namespace {

std::string about_attempt(const order::attempt& a) {
  auto text = "attempt " + std::to_string(a.number.value()) + " at " + a.channel.value() +
              ", number " + a.key.value();
  if (!a.channel_reference.empty()) text += ", the channel's own number " + a.channel_reference;
  if (!a.code.empty()) text += ", its last word " + a.code;
  return a.held ? text + ", holds " + to_string(*a.held) : text;
}

std::string about_refund(const order::refund& r) {
  auto text = "refund of " + to_string(r.amount) + ", number " + r.key.value() +
              " at the channel, " + std::string(name_of(r.state));
  if (!r.channel_reference.empty()) text += ", the channel's own number " + r.channel_reference;
  return r.code.empty() ? text : text + ", its last word " + r.code;
}

std::string about_amounts(const order::open_matter& m) {
  return "asked for " + (m.asked ? to_string(*m.asked) : std::string("another amount")) +
         ", the channel says " + (m.held ? to_string(*m.held) : std::string("another amount"));
}

waiting_matter of_order(const order::state& o, const order::open_matter& m) {
  waiting_matter out{
      .order = o.id,
      .attempt = m.attempt,
      .refund = std::nullopt,
      .reason = std::string(m.reason),
      .since = m.since,
      .amount = o.amount,
      .evidence = {},
      .words = {order::resolution::paid, order::resolution::failed, order::resolution::revoked}};
  if (const auto* a = find_attempt(o, m.attempt)) out.evidence.push_back(about_attempt(*a));
  if (m.about != nullptr) {
    out.refund = m.about->number;
    out.amount = m.about->amount;
    out.evidence.push_back(about_refund(*m.about));
    out.words = {order::resolution::refunded, order::resolution::not_refunded};
  }
  if (m.asked || m.held) out.evidence.push_back(about_amounts(m));
  return out;
}

void look_at(const store::event_log& log, const order_id& id, waiting_list& into) {
  const auto life = replay(log, id);
  if (life.damage || life.fault) {
    into.unreadable.push_back(
        to_string(id) + ": " + (life.damage ? life.damage->what : life.fault->what));
    return;
  }
  for (const auto& m : waits_for_person(life.last)) into.matters.push_back(of_order(life.last, m));
}

}  // namespace

waiting_list what_waits(const store::event_log& log) {
  waiting_list out;
  log.open_streams([&](std::string_view stream) {  // what waits is open
    const auto owner = owner_of_stream(stream);
    if (const auto* id = owner ? std::get_if<order_id>(&*owner) : nullptr) look_at(log, *id, out);
    return true;
  });
  std::stable_sort(out.matters.begin(), out.matters.end(),
                   [](const auto& a, const auto& b) { return a.since < b.since; });
  return out;
}

}  // namespace sluice
