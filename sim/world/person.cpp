#include "sim/world/person.hpp"

#include "domain/order/state.hpp"
#include "events/stream_name.hpp"

namespace sluice::sim {

using std::chrono_literals::operator""s;

void person::hear(const note& alert) {
  if (alert.event != "operator_needed") return;
  for (const auto& [name, value] : alert.fields) {
    if (name != "order") continue;
    const auto order = order_from_text(value);
    if (order && dice_.strikes(hazard::operator_resolves))
      scene_->time.after(dice_.roll().between(30s, 7200s), [this, id = *order] { look(id); });
  }
}

void person::look(const order_id& order) {
  const auto o = scene_->judges.known.of(order);
  if (o.stage == order_stage::with_a_person) decide(o);
  for (const auto& r : o.refunds)
    if (r.now == refund_facts::stage::with_a_person) decide_refund(o, r);
}

void person::decide(const order_facts& o) {
  const auto& last = o.attempts.back();
  switch (books_.at(last.channel)->standing_of(last.key.value())) {
    case bank::standing::undecided:
      return scene_->time.after(3600s, [this, id = o.id] { look(id); });
    case bank::standing::holds_money: return say(o.id, resolution::paid, {});
    case bank::standing::nothing:
    case bank::standing::no_money:
      return say(o.id, o.revoke_answered ? resolution::revoked : resolution::failed, {});
  }
}

void person::decide_refund(const order_facts& o, const refund_facts& r) {
  const auto& paid_by = o.attempts[r.attempt.value() - 1U];
  auto& books = *books_.at(paid_by.channel);
  bool done = books.has_refunded(r.key.value());
  if (!done && r.late_payment) {
    books.give_back_by_hand(paid_by.key.value());
    done = true;
  }
  say(o.id, done ? resolution::refunded : resolution::not_refunded, r.number);
}

void person::say(const order_id& order, resolution verdict, const refund_no& refund) {
  scene_->judges.known.of(order).told_by_person.push_back(verdict);
  scene_->tale.tell({"a person resolves", to_string(order), name_of(verdict)});
  bus_->send({.ask = resolve_order{order, {verdict, "li", "as the channel's books say", refund}}},
             [](const answer&) {});
}

}  // namespace sluice::sim
