#include "sim/world/person.hpp"

#include <algorithm>

#include "domain/order/state.hpp"
#include "events/stream_name.hpp"
#include "sim/world/callers.hpp"
#include "sim/world/cards.hpp"

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
  for (const auto& r : o.refunds)
    if (r.now == refund_facts::stage::with_a_person) return decide_refund(o, r);
  for (const auto& a : o.attempts) {
    const bool is_current = &a == &o.attempts.back();
    if (only_a_person_answers(a.asks) || (is_current && o.stage == order_stage::with_a_person))
      return decide(o, a);
  }
}

/// One matter after the other: what a word changes is seen at the next look.
void person::look_again(const order_id& order, millis pause) {
  scene_->time.after(pause, [this, order] { look(order); });
}

void person::decide(const order_facts& o, const attempt_facts& a) {
  const auto& books = *books_.at(a.channel);
  const auto held = books.held_under(a.key.value());
  // More than was asked for is for the channel to say first: until then the matter waits.
  if (held > std::max(o.amount.minor_units, a.most_named)) return;
  order::resolve word{};
  word.attempt = o.number_of(a);
  switch (books.standing_of(a.key.value())) {
    case bank::standing::undecided: return look_again(o.id, 3600s);
    case bank::standing::holds_money:
      word.verdict = order::resolution::paid;
      word.amount_minor = held;
      break;
    case bank::standing::nothing:
    case bank::standing::no_money:
      // Of the attempt that pays the order, refunds may have taken everything.
      if (a.end == attempt_facts::result::paid && held > 0) {
        word.verdict = order::resolution::paid;
        word.amount_minor = held;
        break;
      }
      word.verdict = o.revoke_answered ? order::resolution::revoked : order::resolution::failed;
      word.amount_minor = 0;
      break;
  }
  say(o.id, std::move(word));
}

void person::decide_refund(const order_facts& o, const refund_facts& r) {
  const auto& paid_by = o.attempts[r.attempt.value() - 1U];
  auto& books = *books_.at(paid_by.channel);
  if (books.is_stuck(r.key.value()) && dice_.strikes(hazard::operator_sends_on))
    return send_on(o, r);
  books.send_elsewhere(r.key.value());
  auto moved = books.refunded_under(r.key.value());
  if (moved == 0 && r.gives_back) {
    moved = r.amount.minor_units;
    books.give_back_by_hand(paid_by.key.value());
  }
  order::resolve word{};
  word.verdict = moved > 0 ? order::resolution::refunded : order::resolution::not_refunded;
  word.refund = r.number;
  if (moved > 0) word.amount_minor = moved;
  say(o.id, std::move(word));
}

void person::send_on(const order_facts& o, const refund_facts& r) {
  order::resolve word{};
  word.refund = r.number;
  word.verdict = order::resolution::to_merchant_card;
  if (dice_.roll().one_in(2)) {
    word.verdict = order::resolution::to_payer_card;
    word.card = std::make_shared<const bank_card>(made_up_card());
    word.card_shown = shown(*word.card);
  }
  say(o.id, std::move(word));
}

void person::say(const order_id& order, order::resolve word) {
  word.operator_name = name_of_person;
  word.reason = "as the channel's books say";
  if (word.amount_minor.value_or(0) > 0 && dice_.strikes(hazard::operator_mistypes))
    mistype(order, word);
  auto& known = scene_->judges.known.of(order);
  known.told_by_person.push_back(word.verdict);
  if (word.amount_minor) known.amounts_by_person.push_back(*word.amount_minor);
  scene_->tale.tell({"a person resolves", to_string(order), name_of(word.verdict)});
  send(order, std::move(word));
  look_again(order, dice_.roll().between(600s, 7200s));
}

void person::mistype(const order_id& order, order::resolve word) {
  word.amount_minor = *word.amount_minor * 100 + 1;
  scene_->tale.tell({"a person resolves", to_string(order), "with a hundred times the amount"});
  send(order, std::move(word));
}

void person::send(const order_id& order, order::resolve word) {
  bus_->send({.ask = resolve_order{order, std::move(word)}},
             [this](const answer& a) { colleague_->hear(a); });
}

}  // namespace sluice::sim
