#include "sim/judges/history_judge.hpp"

#include <algorithm>

#include "base/overloaded.hpp"
#include "domain/channel/host_door.hpp"
#include "events/stream_name.hpp"

namespace sluice::sim {
namespace {

/// Far more than any order needs, whatever befalls it.
constexpr std::size_t most_events_of_an_order = 1000;

const business_policy& rules_of(const order_facts& o) { return policy_of(o.type); }

/// Nothing runs, and another attempt may begin or none any more.
bool is_between_attempts(const order_facts& o) {
  return o.stage == order_stage::between_attempts || o.stage == order_stage::proving;
}

}  // namespace

void history_judge::written(const store::append_request& request, store::sequence first) {
  store::record r{.position = first, .stream = request.stream, .stream_position = request.expected};
  for (const auto& written : request.records) {
    r.type = written.type;
    r.schema_version = written.schema_version;
    r.time_ms = written.time_ms;
    r.has_sealed_part = written.has_sealed_part;
    r.payload = written.payload;
    ++r.stream_position;
    others_.times.stamped(r.stream, time_of(r));
    record(r);
    ++r.position;
  }
  for (const auto& e : request.entries) entry(e);
  const auto owner = owner_of_stream(request.stream);
  const auto* id = owner ? std::get_if<order_id>(&*owner) : nullptr;
  if (id == nullptr) return;
  const auto& o = facts_->of(*id);
  if (request.expected == 0) others_.times.accepted(o);
  if (!request.open_after && (!has_ended(o.stage) || !o.is_settled()))
    wrong(o, "the open-orders index", "forgets an order that has not ended",
          promise::everything_ends);
}

void history_judge::entry(const store::index_entry& e) {
  others_.sealing.durable(e);
  const auto [known, is_new] = index_.emplace(std::string(1, e.kind) + e.key, e.value);
  if (!is_new && known->second != e.value)
    verdict_->guilty(promise::one_reply, e.key + " is a command id or number of two things");
}

void history_judge::opened(const store::event_log& log) {
  // What is found now was decided before the last process died.
  others_.settings.disturbed();
  others_.quotas.process_began();
  others_.endpoints.disturbed();
  others_.rules.process_began();
  others_.levels.process_began();
  others_.essentials.process_began();
  others_.risks.process_began();
  others_.alarms.process_began();
  const auto head = log.current_head().position;
  if (head < seen_)
    return verdict_->guilty(
        promise::nothing_lost, "after a crash the log ends at " + std::to_string(head) + ", but " +
                                   std::to_string(seen_) + " events were acknowledged");
  const auto damage = log.read_all(seen_ + 1, [this](const store::record& r) {
    record(r);
    return true;
  });
  if (damage) verdict_->guilty(promise::nothing_lost, "the log: " + damage->what);
  others_.duties.process_began();
  has_forgotten();
}

void history_judge::record(const store::record& r) {
  if (r.position != seen_ + 1)
    return verdict_->guilty(
        promise::nothing_lost, "a gap in the log after " + std::to_string(seen_));
  seen_ = r.position;
  others_.publication.durable(r);
  others_.sealing.durable(r);
  const auto owner = owner_of_stream(r.stream);
  const auto read = decode(r, keys_->all());
  const auto* ok = std::get_if<decoded>(&read);
  if (!owner || ok == nullptr)
    return verdict_->guilty(promise::nothing_lost, "an undecodable event in " + r.stream);
  const auto* id = std::get_if<order_id>(&*owner);
  const auto* e = std::get_if<order::event>(&ok->event);
  if ((id == nullptr) != (e == nullptr))
    return verdict_->guilty(promise::nothing_lost, "an event of another kind in " + r.stream);
  others_.approvals.durable(r, *ok);
  if (const auto* its = std::get_if<agreement_id>(&*owner))
    if (const auto* a = std::get_if<agreement::event>(&ok->event))
      others_.agreements.durable(*its, *a);
  if (const auto* its = std::get_if<balance_of>(&*owner))
    if (const auto* b = std::get_if<balance::event>(&ok->event))
      others_.balances.durable(its->merchant, *b);
  if (e != nullptr) {
    others_.balances.durable(*id, *e, r.position);
    others_.agreements.durable(*id, *e);
    others_.webhooks.durable(*id, *e, r.position);
    others_.alarms.durable(*id, *e);
  }
  if (const auto* of = std::get_if<reconciliation_of>(&*owner))
    if (const auto* d = std::get_if<reconciliation::event>(&ok->event))
      others_.differences.durable(of->channel, *d);
  if (const auto* c = std::get_if<channel::event>(&ok->event)) {
    others_.settings.durable(*c);
    others_.breakers.durable(*c);
  }
  if (const auto* m = std::get_if<merchant::event>(&ok->event)) {
    others_.settings.durable(*m);
    others_.quotas.durable(*m);
    others_.levels.durable(*m);
  }
  if (const auto* a = std::get_if<access::event>(&ok->event)) {
    others_.access.durable(*a);
    others_.replays.durable(*a, time_of(r));
  }
  if (const auto* a = std::get_if<alarm::event>(&ok->event)) {
    others_.alarms.durable(*a);
    others_.duties.durable(*a, time_of(r));
  }
  if (const auto* rules = std::get_if<routing::event>(&ok->event)) {
    others_.rules.durable(*rules);
    others_.replays.durable(*rules, time_of(r));
  }
  if (const auto* engine = std::get_if<degradation::event>(&ok->event)) {
    others_.levels.durable(*engine);
    others_.essentials.durable(*engine);
    others_.risks.durable(*engine);
    others_.figures.level_changed();
    others_.replays.durable(*engine, time_of(r));
  }
  if (id == nullptr) return;
  auto& o = facts_->of(*id);
  event(o, *e, time_of(r));
  if (std::holds_alternative<order::order_accepted>(*e)) {
    others_.quotas.accepted(o);
    others_.endpoints.accepted(o.id);
  }
  others_.figures.durable(o, *e, time_of(r));
  o.moments.push_back({r.position, o.public_state(), o.refunded_minor(), time_of(r)});
  if (o.moments.size() > most_events_of_an_order)
    wrong(o, "its events", "are too many; it never comes to rest", promise::everything_ends);
  others_.alerts.durable(to_string(*id), name_of(type_of(*e)));
  if (verdict_->is_guilty()) return;
  others_.replays.durable(*id, *e, r);
  others_.book.durable(*id, *e, time_of(r), r.position);
  others_.access.durable(*id, *e);
}

void history_judge::event(order_facts& o, const order::event& e, instant at) {
  if (!o.moments.empty() && at < o.moments.back().at)
    wrong(o, "its time", "is before that of the event before");
  const auto stay_open = [&](attempt_no n, std::string_view name, order_stage next) {
    if (current(o, n, name) == nullptr) return;
    if (!is_open(o.stage)) return wrong(o, name, "the order is not open");
    o.stage = next;
  };
  std::visit(
      overloaded{
          [&](const order::order_accepted& x) { accept(o, x); },
          [&](const order::attempt_started& x) { start(o, x, at); },
          [&](const order::payer_asked& x) {
            stay_open(x.attempt, "payer_asked", order_stage::payer_asked);
            ask_payer(o, x);
          },
          [&](const order::attempt_in_doubt& x) {
            stay_open(x.attempt, "attempt_in_doubt", order_stage::doubt);
          },
          [&](const order::attempt_succeeded& x) { succeed(o, x); },
          [&](const order::attempt_failed& x) { fail(o, x); },
          [&](const order::order_paid& x) {
            const auto* a = current(o, x.attempt, "order_paid");
            if (a == nullptr) return;
            if (a->end != attempt_facts::result::paid || has_ended(o.stage))
              return wrong(o, "order_paid", "without a successful attempt");
            o.stage = order_stage::paid;
          },
          [&](const order::order_failed&) { end_failed(o); },
          [&](const order::revoke_requested& x) { begin_taking_back(o, x, at); },
          [&](const order::late_payment_found& x) { find_late_payment(o, x); },
          [&](const order::revoke_answered& x) { answer_revoke(o, x, at); },
          [&](const order::order_revoked& x) { revoke(o, x, at); },
          [&](const order::result_conflicted& x) { contradict(o, x); },
          [&](const order::refund_requested& x) { request_refund(o, x, at); },
          [&](const order::refund_in_doubt& x) {
            const auto* r = o.refund_of(x.refund);
            if (r == nullptr || r->now == refund_facts::stage::done ||
                r->now == refund_facts::stage::failed)
              wrong(o, "refund_in_doubt", "the refund is not open");
          },
          [&](const order::refund_succeeded& x) { end_refund(o, x.refund, true); },
          [&](const order::refund_failed& x) { end_refund(o, x.refund, false); },
          [&](const order::operator_needed& x) { need_person(o, x, at); },
          [&](const order::order_resolved& x) { resolve(o, x); },
          [&](const order::risk_judged& x) { others_.risks.judged(o, x); },
          [&](const order::code_tried& x) { others_.risks.tried(o, x); },
          [&](const order::code_judged& x) { others_.risks.judged(o, x); },
          [&](const order::route_renewed& x) { renew(o, x); },
          [&](const order::code_given& x) { give_code(o, x); },
          [&](const order::order_authorized& x) {
            const auto* a = current(o, x.attempt, "order_authorized");
            if (a == nullptr) return;
            if (a->end != attempt_facts::result::authorized || has_ended(o.stage))
              return wrong(o, "order_authorized", "without a successful attempt");
            o.stage = order_stage::authorized;
          },
          [&](const order::capture_requested& x) { capture(o, x, at); },
          [&](const order::refund_sent_on& x) { send_on(o, x, at); },
      },
      e);
}

// -- the payment ------------------------------------------------------------------------

void history_judge::start(order_facts& o, const order::attempt_started& e, instant at) {
  if (!is_between_attempts(o) || e.attempt.value() != o.attempts.size() + 1)
    return wrong(o, "attempt_started", "another attempt is not over", promise::paid_once);
  if (std::find(o.route.begin(), o.route.end(), e.channel) == o.route.end())
    wrong(o, "attempt_started", "on a channel that is not on the route");
  if (facts_->owner_of(e.key) != nullptr)
    wrong(o, "attempt_started", "under a number that was used before", promise::paid_once);
  if (o.attempts.empty() && o.is_held) {
    others_.levels.begins(o);
    if (!o.risk) others_.rules.begins(o);  // else it was routed before the question
    others_.essentials.begins(o, e.channel);
  }
  if (o.attempts.empty()) others_.risks.begins(o);
  if (!o.attempts.empty()) {
    const auto& last = o.attempts.back();
    const bool proof = last.never_left() || (last.told_not_paid && last.told_reroutable);
    if (!proof || !rules_of(o).reroutable)
      wrong(o, "attempt_started", "another channel without proof", promise::paid_once);
    for (const auto& a : o.attempts)
      if (a.channel == e.channel) wrong(o, "attempt_started", "the same channel twice");
    others_.reroutes.goes_on(o, e.channel, at);
  }
  begin(o, {.channel = e.channel, .key = e.key, .started = at, .asked = o.amount});
}

void history_judge::begin(order_facts& o, attempt_facts a) {
  a.known_since = machine_->decided_from();
  facts_->remember(a.key, o.id);
  o.attempts.push_back(std::move(a));
  o.stage = order_stage::trying;
}

void history_judge::succeed(order_facts& o, const order::attempt_succeeded& e) {
  auto* a = current(o, e.attempt, "attempt_succeeded");
  if (a == nullptr) return;
  if (!is_open(o.stage) && o.stage != order_stage::with_a_person)
    return wrong(o, "attempt_succeeded", "the order is not open");
  if (!a->told_paid) wrong(o, "attempt_succeeded", "no channel said so", promise::books_agree);
  succeed(o, *a, a->asked.minor_units);
  a->asks = order::money_question::none;
}

void history_judge::contradict(order_facts& o, const order::result_conflicted& e) {
  auto* a = o.attempt_of(e.attempt);
  if (a == nullptr) return wrong(o, "result_conflicted", "of an attempt that never was");
  a->contradicted = true;
  const bool ends_a_question =
      a->asks != order::money_question::none && e.asks == order::money_question::none;
  if (ends_a_question && !a->told_not_paid && !a->told_not_found && !a->told_paid)
    wrong(o, "result_conflicted", "a question ends without evidence", promise::books_agree);
  a->asks = e.asks.value_or(a->asks);
  if (ends_a_question && a->end == attempt_facts::result::paid)
    a->held_minor = a->asked.minor_units;  // right after all
}

bool history_judge::proves_not_there(const order_facts& o, const attempt_facts& a) const {
  const auto& policy = rules_of(o);
  if (!a.told_not_found || policy.direction == money_direction::out) return false;
  if (!policy.not_found_may_mean_failed && !a.told_hearsay && !a.is_capture) return false;
  return others_.times.must_be_visible(o, a);
}

void history_judge::fail(order_facts& o, const order::attempt_failed& e) {
  auto* a = current(o, e.attempt, "attempt_failed");
  if (a == nullptr) return;
  if (!is_open(o.stage) && o.stage != order_stage::with_a_person)
    return wrong(o, "attempt_failed", "the order is not open");
  const bool last_is_void = a->code_refused || a->codes_sent < a->codes_given;
  const bool used_up = last_is_void && a->codes_given >= most_codes_of_a_payer;
  if (!a->told_not_paid && !a->never_left() && !used_up && !proves_not_there(o, *a))
    wrong(o, "attempt_failed", "without evidence", promise::books_agree);
  const bool kept_back = e.from == order::source::engine && a->pay_calls == 0;
  if (kept_back && !others_.times.has_expired(o) &&
      others_.settings.was_on_since(a->channel, a->known_since) &&
      !others_.settings.may_hold_back_since(a->channel, a->known_since) &&
      !facts_->fullness_of(a->channel).at_or_after(a->known_since))
    wrong(o, "attempt_failed", "not sent, though " + a->channel.value() + " had room",
          promise::neighbours_unharmed);
  a->host_was_full = kept_back && e.code == channel::host_is_full;
  a->end = attempt_facts::result::not_paid;
  o.stage = a->is_capture ? order_stage::authorized : order_stage::between_attempts;
}

void history_judge::end_failed(order_facts& o) {
  if (!is_between_attempts(o))
    return wrong(o, "order_failed", "an attempt is not over", promise::books_agree);
  o.stage = order_stage::failed;
}

// -- taking back ------------------------------------------------------------------------

void history_judge::begin_taking_back(order_facts& o, const order::revoke_requested& e,
                                      instant at) {
  if (current(o, e.attempt, "revoke_requested") == nullptr) return;
  o.only_refunds_return = e.method == order::revoke_method::refund;
  if (o.only_refunds_return && o.stage == order_stage::taking_back) return;
  if (!is_open(o.stage)) return wrong(o, "revoke_requested", "the order is not open");
  if ((!rules_of(o).revocable && !rules_of(o).closable) || o.attempts.back().is_capture)
    wrong(o, "revoke_requested", "this business cannot be taken back");
  const auto& a = o.attempts.back();
  if (e.reason == order::revoke_reason::cannot_be_confirmed &&
      (!a.asks_code || (a.asked_code_in == memories_ && o.accepted_in == memories_)))
    wrong(o, "revoke_requested", "the payer could still confirm it", promise::everything_ends);
  o.stage = order_stage::taking_back;
  o.taken_back_since = at;
}

void history_judge::answer_revoke(order_facts& o, const order::revoke_answered& e, instant at) {
  const auto* a = current(o, e.attempt, "revoke_answered");
  if (a == nullptr) return;
  if (o.stage != order_stage::taking_back)
    return wrong(o, "revoke_answered", "no revoke is under way");
  if (!a->told_revoked) wrong(o, "revoke_answered", "no channel said so");
  if (e.money_returned != order::returned::not_said && e.money_returned != a->told_returned)
    wrong(o, "revoke_answered", "no channel said that of the money", promise::books_agree);
  o.revoke_answered = true;
  o.revoke_answered_at = at;
}

void history_judge::revoke(order_facts& o, const order::order_revoked& e, instant at) {
  if (o.stage == order_stage::authorized) return let_go(o, e);
  auto* a = current(o, e.attempt, "order_revoked");
  if (a == nullptr) return;
  if (o.stage != order_stage::taking_back && o.stage != order_stage::with_a_person)
    return wrong(o, "order_revoked", "no revoke is under way");
  const bool given_back = o.late_money_found && a->told_paid_by_query;
  if (!a->told_revoked && !a->told_not_paid && !a->never_left() && !given_back &&
      !proves_not_there(o, *a))
    wrong(o, "order_revoked", "without evidence", promise::books_agree);
  if (!given_back) others_.times.revoked(o, *a, at);
  const bool had_money = o.late_money_found || a->held_minor > 0;
  if (e.money_returned == order::returned::yes && a->told_returned != order::returned::yes &&
      !had_money)
    wrong(o, "order_revoked", "nobody said that money came back", promise::books_agree);
  a->asks = order::money_question::none;
  if (e.money_returned == order::returned::yes) a->held_minor = 0;
  o.stage = order_stage::revoked;
}

void history_judge::find_late_payment(order_facts& o, const order::late_payment_found& e) {
  auto* a = o.attempt_of(e.attempt);
  if (a == nullptr ||
      (a->end != attempt_facts::result::open && a->end != attempt_facts::result::not_paid))
    return wrong(o, "late_payment_found", "of an attempt whose money is kept");
  const auto held = e.held.value_or(a->asked).minor_units;
  const auto& said = o.amounts_by_person;
  const bool by_person =
      e.from == order::source::person && std::find(said.begin(), said.end(), held) != said.end();
  if (!by_person && (!a->told_paid || held != a->asked.minor_units))
    wrong(o, "late_payment_found", "no channel said so", promise::books_agree);
  a->asks = order::money_question::none;
  a->held_minor = held;
  if (e.from != order::source::person) a->most_named = std::max(a->most_named, held);
  o.late_money_found = true;
}

// -- small helpers ------------------------------------------------------------------------

attempt_facts* history_judge::current(order_facts& o, attempt_no n, std::string_view event) {
  auto* a = o.attempt_of(n);
  if (a != nullptr && a == &o.attempts.back()) return a;
  wrong(o, event, "not of the current attempt");
  return nullptr;
}

void history_judge::wrong(const order_facts& o, std::string_view event, std::string_view why,
                          promise p) {
  verdict_->guilty(p, to_string(o.id) + ": " + std::string(event) + ": " + std::string(why));
}

}  // namespace sluice::sim
