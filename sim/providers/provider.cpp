#include "sim/providers/provider.hpp"

#include <utility>

#include "sim/providers/made_reference.hpp"

namespace sluice::sim {

bool is_paid_later(business_type type) noexcept {
  return type == business_type::quick_pay || policy_of(type).asks_payer;
}

std::int64_t refunded_minor(const trade& t) noexcept {
  std::int64_t sum = 0;
  for (const auto& r : t.refunds) sum += r.amount.minor_units;
  return sum;
}

const refund* find_refund(const trade& t, const std::string& refund_key) noexcept {
  for (const auto& r : t.refunds)
    if (r.key == refund_key) return &r;
  return nullptr;
}

const std::string& receiver_of(const notice& n) noexcept {
  return n.of_agreement ? n.of_agreement->notify_url : n.about.notify_url;
}

provider::provider(provider_settings settings)
    : settings_{std::move(settings)},
      agreements_{settings_.reference_prefix, settings_.payer_delay} {}

// -- pay ----------------------------------------------------------------------------

reply<pay_verdict> provider::pay(const pay_request& r, instant now) {
  settle(now);
  trade fresh{
      .key = r.key,
      .type = r.type,
      .amount = r.amount,
      .state = trade_state::turned_down,
      .created = now,
      .changed = now,
      .visible_from = now + settings_.visibility_delay,
      .reference = reference_of(r.key),
      .app_id = r.app_id,
      .notify_url = r.notify_url,
      .by_agreement = !r.agreement.empty(),
      .taken_from = r.taken_from,
      .said = r.said,
      .script = &fate_of(r.amount, settings_.notifies && !r.notify_url.empty())};
  const bool is_coded = coded_.contains(r.key);
  if (is_coded != (r.code == code_on_phones) || (!is_coded && !r.code.empty()))
    return {.verdict = pay_verdict::wrong_code, .about = fresh};
  book(movement_kind::pay_received, fresh, r.amount.minor_units, now);
  if (const auto* known = find(r.key); known && known->state != trade_state::turned_down)
    return {.verdict = pay_again(*known, r), .about = *known};
  if (fresh.by_agreement && !agreements_.may_charge(r.agreement, r.app_id, now))
    return {.verdict = pay_verdict::no_agreement, .about = fresh};
  const auto& script = *fresh.script;
  if (script.pay == pay_script::never_hears)
    return {.verdict = pay_verdict::unheard, .about = fresh, .how = delivery::request_lost};
  key_by_reference_[fresh.reference] = fresh.key;
  auto& t = trades_[r.key] = std::move(fresh);
  const auto verdict = pay_first(t, now);
  return {.verdict = verdict,
          .about = t,
          .how = script.pay_answer,
          .after = script.pay_answer == delivery::slow ? settings_.slow_answer : millis{0}};
}

reply<pay_verdict> provider::send_code(const pay_request& r, instant now) {
  settle(now);
  coded_.insert(r.key);
  return {.verdict = pay_verdict::awaiting_payer, .about = {.key = r.key}};
}

pay_verdict provider::pay_again(const trade& known, const pay_request& r) const noexcept {
  if (known.state == trade_state::closed || known.state == trade_state::revoked ||
      known.state == trade_state::failed)
    return pay_verdict::dead;
  if (known.amount != r.amount || known.type != r.type) return pay_verdict::key_reused;
  if (known.state == trade_state::awaiting_payer) return pay_verdict::awaiting_payer;
  return pay_verdict::already_paid;
}

pay_verdict provider::pay_first(trade& t, instant now) {
  if (!t.taken_from.empty()) return capture(t, now);
  switch (t.script->pay) {
    case pay_script::pays_at_once:
      if (is_paid_later(t.type) && !t.by_agreement) return wait_for_payer(t, true, now);
      pay_now(t, now);
      return pay_verdict::paid;
    case pay_script::asks_then_pays: return wait_for_payer(t, true, now);
    case pay_script::asks_in_vain: return wait_for_payer(t, false, now);
    case pay_script::declines: return pay_verdict::declined;
    case pay_script::declines_as_if_repeated: return pay_verdict::declined_as_if_repeated;
    case pay_script::declines_then_pays:
      // Not with money going out: nobody could take it back.
      if (t.type != business_type::payout)
        later_.emplace(now + settings_.payer_delay, due{happening::payer_pays, t.key});
      return pay_verdict::declined;
    case pay_script::answers_strangely: return pay_verdict::strange;
    case pay_script::never_hears: break;
  }
  return pay_verdict::unheard;
}

pay_verdict provider::wait_for_payer(trade& t, bool pays, instant now) {
  t.state = trade_state::awaiting_payer;
  if (pays)
    later_.emplace(now + settings_.payer_delay, due{happening::payer_pays, t.key});
  else if (t.type == business_type::payout)
    later_.emplace(now + settings_.payer_delay, due{happening::payout_fails, t.key});
  if (t.type == business_type::payment_code && !t.script->revoke_always_fails)
    later_.emplace(now + settings_.unpaid_code_expires, due{happening::code_expires, t.key});
  return pay_verdict::awaiting_payer;
}

// -- query, revoke, close -----------------------------------------------------------

std::optional<trade> provider::query(const std::string& key, instant now) {
  settle(now);
  const auto* t = find(key);
  if (!t || t->never_seen || t->state == trade_state::turned_down || now < t->visible_from)
    return std::nullopt;
  return *t;
}

reply<revoke_verdict> provider::revoke(const std::string& key, instant now) {
  settle(now);
  auto* t = find(key);
  if (!t || t->state == trade_state::turned_down) {
    // The number is burnt, so that a pay request still on its way cannot pay after the revoke.
    auto& burnt = trades_[key];
    burnt.key = key;
    burnt.state = trade_state::revoked;
    burnt.never_seen = true;
    burnt.changed = now;
    return {.verdict = revoke_verdict::nothing_there, .about = burnt};
  }
  if (t->state == trade_state::revoked || t->state == trade_state::closed) {
    const auto back = t->given_back_minor > 0;
    return {.verdict = t->never_seen ? revoke_verdict::nothing_there
                       : back        ? revoke_verdict::given_back
                                     : revoke_verdict::cancelled,
            .about = *t};
  }
  if (t->script->revoke_always_fails) return {.verdict = revoke_verdict::system_error, .about = *t};
  if (++t->revokes == 1 && t->script->pays_when_revoked) pay_now(*t, now);
  if (t->revokes <= t->script->revokes_in_vain)
    return {.verdict = revoke_verdict::again, .about = *t};
  const bool was_paid = t->state == trade_state::paid;
  t->state = trade_state::revoked;
  t->changed = now;
  if (!was_paid) return {.verdict = revoke_verdict::cancelled, .about = *t};
  t->given_back_minor = t->amount.minor_units - refunded_minor(*t);
  if (t->given_back_minor > 0) book(movement_kind::given_back, *t, t->given_back_minor, now);
  return {.verdict = revoke_verdict::given_back, .about = *t};
}

reply<close_verdict> provider::close(const std::string& key, instant now) {
  settle(now);
  auto* t = find(key);
  if (!t || t->never_seen || t->state == trade_state::turned_down)
    return {.verdict = close_verdict::nothing_there, .about = {.key = key}};
  if (t->state == trade_state::awaiting_payer) {
    if (++t->revokes == 1 && t->script->pays_when_revoked) pay_now(*t, now);
    const bool in_vain = !t->script->pays_when_revoked && t->revokes <= t->script->revokes_in_vain;
    if (in_vain || t->script->revoke_always_fails)
      return {.verdict = close_verdict::system_error, .about = *t};
  }
  if (t->state == trade_state::paid) return {.verdict = close_verdict::already_paid, .about = *t};
  if (t->state == trade_state::awaiting_payer) {
    t->state = trade_state::closed;
    t->changed = now;
  }
  return {.verdict = close_verdict::closed, .about = *t};
}

// -- refunds ------------------------------------------------------------------------

reply<refund_verdict> provider::give_refund(const std::string& key, const std::string& refund_key,
                                            money amount, instant now) {
  settle(now);
  auto* t = find(key);
  if (!t || t->never_seen) return {.verdict = refund_verdict::no_trade, .about = {.key = key}};
  const auto answer = [&](refund_verdict v, delivery how = delivery::plain) {
    return reply<refund_verdict>{.verdict = v, .about = *t, .how = how};
  };
  if (const auto* known = find_refund(*t, refund_key))
    return answer(known->amount == amount ? refund_verdict::repeated : refund_verdict::key_reused);
  if (t->state != trade_state::paid) return answer(refund_verdict::not_paid);
  const auto script = t->script->refund;
  if (script == refund_script::refused) return answer(refund_verdict::refused);
  if (script == refund_script::first_request_lost && t->refunds_lost.insert(refund_key).second)
    return answer(refund_verdict::unheard, delivery::request_lost);
  const auto left = is_hold(*t) ? held_minor(*t) : t->amount.minor_units - refunded_minor(*t);
  if (amount.unit != t->amount.unit || amount.minor_units <= 0 || amount.minor_units > left)
    return answer(refund_verdict::too_much);
  t->refunds.push_back({.key = refund_key,
                        .amount = amount,
                        .done = false,
                        .at = now,
                        .reference = reference_of(refund_key)});
  key_by_refund_[refund_key] = key;
  auto& made = t->refunds.back();
  made.is_stuck = settings_.has_stuck_refunds && amount.minor_units % 100 == refund_gets_stuck;
  if (made.is_stuck) return answer(refund_verdict::accepted);
  if (settings_.refund_takes == millis{0})
    finish_refund(*t, refund_key, now);
  else
    later_.emplace(now + settings_.refund_takes, due{happening::refund_done, key, refund_key});
  return answer(refund_verdict::accepted,
                script == refund_script::answer_lost ? delivery::answer_lost : delivery::plain);
}

reply<refund_verdict> provider::send_on_refund(const std::string& refund_key,
                                               const std::string& reference, instant now) {
  settle(now);
  const auto known = key_by_refund_.find(refund_key);
  auto* t = known == key_by_refund_.end() ? nullptr : find(known->second);
  if (t == nullptr) return {.verdict = refund_verdict::no_trade, .about = {}};
  for (auto& r : t->refunds) {
    if (r.key != refund_key || r.reference != reference) continue;
    if (!r.is_stuck) return {.verdict = refund_verdict::repeated, .about = *t};
    r.is_stuck = false;
    later_.emplace(
        now + settings_.refund_takes, due{happening::refund_done, known->second, refund_key});
    return {.verdict = refund_verdict::accepted, .about = *t};
  }
  return {.verdict = refund_verdict::no_trade, .about = *t};
}

std::optional<trade> provider::query_refund(const std::string& refund_key, instant now) {
  settle(now);
  const auto it = key_by_refund_.find(refund_key);
  if (it == key_by_refund_.end()) return std::nullopt;
  return trades_.at(it->second);
}

// -- small helpers ------------------------------------------------------------------

trade* provider::find(const std::string& key) {
  const auto it = trades_.find(key);
  return it == trades_.end() ? nullptr : &it->second;
}

void provider::book(movement_kind kind, const trade& t, std::int64_t minor_units, instant at,
                    const refund* of) {
  movements_.push_back(
      {.kind = kind,
       .at = at,
       .channel = settings_.channel,
       .key = t.key,
       .refund_key = of ? of->key : std::string{},
       .amount = {minor_units, t.amount.unit},
       .reference = of ? of->reference : t.reference});
}

std::vector<movement> provider::take_movements() { return std::exchange(movements_, {}); }

std::string provider::key_of_reference(const std::string& reference) const {
  const auto it = key_by_reference_.find(reference);
  return it == key_by_reference_.end() ? std::string{} : it->second;
}

std::string provider::reference_of(const std::string& key) const {
  return made_reference(settings_.reference_prefix, key);
}

}  // namespace sluice::sim
