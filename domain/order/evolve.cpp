#include <algorithm>

#include "base/invariant.hpp"
#include "base/overloaded.hpp"
#include "domain/order/capture_events.hpp"
#include "domain/order/code_events.hpp"
#include "domain/order/decide.hpp"
#include "domain/order/sent_on_events.hpp"

namespace sluice::order {
namespace {

template <class... Phases>
bool in(const phase& p) noexcept {
  return (std::holds_alternative<Phases>(p) || ...);
}

bool is_open_phase(const phase& p) noexcept { return in<attempting, awaiting_payer, in_doubt>(p); }

/// A revoke is under way that the channel does not take any more.
bool is_turned_down(const phase& p, const revoke_requested& e) noexcept {
  const auto* under_way = std::get_if<revoking>(&p);
  return under_way != nullptr && under_way->method == revoke_method::revoke &&
         e.method == revoke_method::refund;
}

attempt& attempt_at(state& o, attempt_no n) noexcept {
  SLUICE_INVARIANT(find_attempt(o, n) != nullptr);
  return o.attempts[static_cast<std::size_t>(n.value()) - 1];
}

refund& refund_at(state& o, const refund_no& n) noexcept {
  const auto it = std::find_if(
      o.refunds.begin(), o.refunds.end(), [&](const refund& r) { return r.number == n; });
  SLUICE_INVARIANT(it != o.refunds.end());
  return *it;
}

bool refund_is_unsettled(const state& o, const refund_no& n) noexcept {
  const auto* r = find_refund(o, n);
  return r != nullptr && r->state != refund::status::done && r->state != refund::status::failed;
}

// -- questions ------------------------------------------------------------------------------

void put(attempt& a, money_question q, instant at) {
  if (a.asks != q) a.asked_since = at;
  a.asks = q;
}

/// Of a contradiction that was written before its question was said apart: from what it says. An
/// amount that only a notification named was never more than hearsay of it.
money_question question_of(const result_conflicted& e, const attempt& a) {
  if (e.asks) return *e.asks;
  if (e.detail == "paid_after_the_end") return money_question::paid_after_the_end;
  if (e.detail == "late_payment_not_confirmed") return money_question::none;
  if (e.detail == "late_payment_not_resolved") return money_question::not_confirmed;
  if (e.detail == "amount_differs" && e.from != source::notification)
    return money_question::another_amount;
  return a.asks;
}

void contradict(state& o, const result_conflicted& e, instant at) {
  auto& a = attempt_at(o, e.attempt);
  const auto asks = question_of(e, a);
  ++o.conflicts;
  if (asks == money_question::none && a.asks != money_question::none && e.found != finding::paid)
    a.denied = at;
  if (asks == a.asks) a.contradicted = true;
  if (e.asks == money_question::none && e.found == finding::paid) a.held = a.asked;
  put(a, asks, at);
}

/// Its channel says that it holds so much.
void hold(const state& o, attempt& a, money said) {
  a.held = said;
  if (said.unit == o.amount.unit) a.most_said_minor = std::max(a.most_said_minor, said.minor_units);
}

/// The attempt that counts as the order's own try; phases are about it.
bool is_current(const state& o, attempt_no n) noexcept {
  return !o.attempts.empty() && o.attempts.back().number == n;
}

// -- persons --------------------------------------------------------------------------------

void resolve_refund_by(state& o, const order_resolved& e, instant at) {
  auto& r = refund_at(o, e.refund);
  r.state = e.verdict == resolution::refunded ? refund::status::done : refund::status::failed;
  r.moved = e.held;
  r.resolved = e;
  // Our debt to the payer stays, or what is left of it: somebody has to say what the attempt still
  // holds. (Before attempts could be named, this word ended the matter.)
  if (r.purpose != refund_purpose::late_payment || e.attempt.value() == 0) return;
  auto& a = attempt_at(o, r.attempt);
  if (left_on(o, a).minor_units > 0) put(a, money_question::not_given_back, at);
}

void resolve_by(state& o, const order_resolved& e, instant at) {
  if (!e.refund.value().empty()) return resolve_refund_by(o, e, at);
  o.resolved = e;
  auto& a = attempt_at(o, e.attempt.value() == 0 ? current_attempt(o).number : e.attempt);
  a.asks = money_question::none;
  a.held = e.verdict == resolution::paid ? e.held.value_or(a.asked) : e.held;
  if (!in<awaiting_payer, in_doubt, revoking, needs_operator>(o.now) || !is_current(o, a.number))
    return;  // only the place of the money was in question
  // A capture that took nothing leaves what was held; whether it is held still, its channel says
  // when it is to let it go.
  const auto without_money = [&](attempt::outcome result, phase end) {
    a.result = result;
    o.now = a.is_capture() ? phase{authorized{}} : std::move(end);
  };
  switch (e.verdict) {
    case resolution::paid:
      succeed(o, a, *a.held, at);
      o.now = a.result == attempt::outcome::authorized ? phase{authorized{}} : phase{paid{}};
      return;
    case resolution::failed:
      return without_money(attempt::outcome::not_paid, failed{"resolved_by_operator"});
    case resolution::revoked: return without_money(attempt::outcome::revoked, revoked{});
    case resolution::refunded:
    case resolution::not_refunded:
    case resolution::to_payer_card:
    case resolution::to_merchant_card: break;
  }
  broken_invariant("an order is resolved as paid, failed or revoked", __FILE__, __LINE__);
}

void hand_over(state& o, const operator_needed& e, instant at) {
  if (!e.refund.value().empty()) {
    auto& r = refund_at(o, e.refund);
    r.state = refund::status::needs_operator;
    r.reason = e.reason;
    r.handed_over = at;
    r.moved = e.held;
    if (!e.channel_reference.empty()) r.channel_reference = e.channel_reference;
    return;
  }
  if (e.attempt.value() != 0) {
    auto& a = attempt_at(o, e.attempt);
    put(a, e.asks, at);
    if (e.held) hold(o, a, *e.held);
    if (is_final(o.now) || !is_current(o, e.attempt)) return;
  }
  if (in<needs_operator>(o.now)) return;
  const auto* taking_back = std::get_if<revoking>(&o.now);
  o.now = needs_operator{.reason = e.reason,
                         .taking_back = taking_back != nullptr,
                         .paid_late = taking_back != nullptr && taking_back->paid_late,
                         .since = at};
}

// -- money that came late ---------------------------------------------------------------------

void apply_late_payment(state& o, const late_payment_found& e) {
  auto& a = attempt_at(o, e.attempt);
  if (!e.channel_reference.empty()) a.channel_reference = e.channel_reference;
  const auto held = e.held.value_or(a.asked);
  if (e.from == source::person)
    a.held = held;
  else
    hold(o, a, held);
  a.asks = money_question::none;
  auto* p = std::get_if<revoking>(&o.now);
  if (p != nullptr && current_attempt(o).number == e.attempt) {
    p->paid_late = true;
    p->answered.reset();
  }
}

bool may_be_late(const attempt& a) noexcept {
  return a.result != attempt::outcome::paid && a.result != attempt::outcome::authorized &&
         a.result != attempt::outcome::captured;
}

/// Money goes back from the attempt that holds it, and no more than it holds.
bool may_request(const state& o, const refund_requested& e) noexcept {
  const auto* a = find_attempt(o, e.attempt);
  if (a == nullptr || find_refund(o, e.refund) != nullptr) return false;
  const auto left = left_on(o, *a);
  if (e.amount.unit != left.unit || e.amount.minor_units <= 0 ||
      e.amount.minor_units > left.minor_units)
    return false;
  const bool pays = std::holds_alternative<paid>(o.now) && a->result == attempt::outcome::paid;
  const bool holds =
      std::holds_alternative<authorized>(o.now) && a->result == attempt::outcome::authorized;
  return pays == (e.purpose == refund_purpose::merchant) &&
         holds == (e.purpose == refund_purpose::release);
}

}  // namespace

bool may_follow(const state& o, const event& happened) noexcept {
  const auto& p = o.now;
  const bool has_attempt = !o.attempts.empty();
  const auto known = [&](attempt_no n) { return find_attempt(o, n) != nullptr; };
  const auto current = [&](attempt_no n) { return has_attempt && o.attempts.back().number == n; };
  return std::visit(
      overloaded{
          [&](const order_accepted&) { return in<absent>(p); },
          [&](const attempt_started& e) {
            return in<accepted, held, verifying>(p) && is_let_through(o) &&
                   e.attempt.value() == o.attempts.size() + 1;
          },
          [&](const payer_asked& e) { return is_open_phase(p) && current(e.attempt); },
          [&](const attempt_in_doubt& e) { return is_open_phase(p) && current(e.attempt); },
          [&](const attempt_succeeded& e) {
            return (is_open_phase(p) || in<needs_operator>(p)) && current(e.attempt);
          },
          [&](const attempt_failed& e) {
            return (is_open_phase(p) || in<needs_operator>(p)) && current(e.attempt);
          },
          [&](const order_paid& e) {
            return (is_open_phase(p) || in<needs_operator>(p)) && current(e.attempt) &&
                   o.attempts.back().result == attempt::outcome::paid;
          },
          [&](const order_failed&) { return in<accepted, held, verifying>(p); },
          [&](const revoke_requested& e) {
            return (is_open_phase(p) || is_turned_down(p, e)) && current(e.attempt);
          },
          [&](const late_payment_found& e) {
            return in<revoking, authorized, paid, failed, revoked, needs_operator, attempting,
                      awaiting_payer, in_doubt>(p) &&
                   known(e.attempt) && may_be_late(*find_attempt(o, e.attempt));
          },
          [&](const revoke_answered& e) { return in<revoking>(p) && current(e.attempt); },
          [&](const order_revoked& e) {
            return (in<revoking, needs_operator>(p) && current(e.attempt)) || is_let_go(o, e);
          },
          [&](const result_conflicted& e) { return known(e.attempt); },
          [&](const refund_requested& e) { return may_request(o, e); },
          [&](const refund_in_doubt& e) { return refund_is_unsettled(o, e.refund); },
          [&](const refund_succeeded& e) { return refund_is_unsettled(o, e.refund); },
          [&](const refund_failed& e) { return refund_is_unsettled(o, e.refund); },
          [&](const operator_needed& e) {
            if (!e.refund.value().empty()) return refund_is_unsettled(o, e.refund);
            if (e.attempt.value() != 0) return known(e.attempt) && is_for_a_person(e.asks);
            return in<awaiting_payer, in_doubt, revoking>(p);
          },
          [&](const order_resolved& e) {
            if (sends_on(e.verdict)) return false;
            const bool of_refund =
                e.verdict == resolution::refunded || e.verdict == resolution::not_refunded;
            if (of_refund == e.refund.value().empty()) return false;
            if (of_refund) return refund_is_unsettled(o, e.refund);
            const bool of_order = e.attempt.value() == 0 || current(e.attempt);
            if (of_order && in<awaiting_payer, in_doubt, revoking, needs_operator>(p)) return true;
            return known(e.attempt) && find_attempt(o, e.attempt)->asks != money_question::none;
          },
          [&](const risk_judged&) { return in<held>(p) && o.risk && !o.risk_said; },
          [&](const code_tried& e) { return may_follow_in(o, e); },
          [&](const code_judged& e) { return may_follow_in(o, e); },
          [&](const route_renewed&) { return in<held>(p); },
          [&](const code_given& e) { return may_follow_in(o, e); },
          [&](const order_authorized& e) {
            return (is_open_phase(p) || in<needs_operator>(p)) && current(e.attempt) &&
                   o.attempts.back().result == attempt::outcome::authorized;
          },
          [&](const capture_requested& e) { return may_follow_in(o, e); },
          [&](const refund_sent_on& e) { return may_follow_in(o, e); },
      },
      happened);
}

state evolve(state o, const event& happened, instant at) {
  apply(o, happened, at);
  return o;
}

void apply(state& o, const event& happened, instant at) {
  SLUICE_INVARIANT(may_follow(o, happened));
  o.updated_at = at;
  std::visit(
      overloaded{
          [&](const order_accepted& e) {
            o.id = e.order;
            o.type = e.type;
            o.amount = e.amount;
            o.masked_code = e.masked_code;
            o.description = e.description;
            o.body = e.body;
            o.route = e.route;
            o.names_channel = e.names_channel;
            o.is_shadow = e.is_shadow;
            o.agreement = e.agreement;
            o.not_after = e.not_after;
            o.paid_with = e.paid_with;
            o.accepted_at = at;
            o.risk = e.risk;
            if (e.is_held || e.risk)
              o.now = held{.by_level = e.is_held};
            else
              o.now = accepted{};
          },
          [&](const attempt_started& e) {
            o.attempts.push_back({.number = e.attempt,
                                  .channel = e.channel,
                                  .key = e.key,
                                  .started = at,
                                  .asked = o.amount});
            o.now = attempting{};
          },
          [&](const payer_asked& e) {
            auto& a = attempt_at(o, e.attempt);
            a.code = e.code;
            if (e.action)
              a.action = std::make_shared<const payer_action>(*e.action);
            else if (a.codes > 0)
              a.action.reset();  // the code that he gave is being looked at: no other is wanted
            o.now = awaiting_payer{};
          },
          [&](const attempt_in_doubt& e) {
            attempt_at(o, e.attempt).code = e.code;
            o.now = in_doubt{e.suspected_failure};
          },
          [&](const attempt_succeeded& e) {
            auto& a = attempt_at(o, e.attempt);
            succeed(o, a, a.asked, at);
            a.channel_reference = e.channel_reference;
            a.asks = money_question::none;
          },
          [&](const attempt_failed& e) {
            auto& a = attempt_at(o, e.attempt);
            a.result = attempt::outcome::not_paid;
            a.code = e.code;
            a.never_left = e.from == source::engine && a.codes == 0;
            if (a.is_capture())
              o.now = authorized{};
            else
              o.now = accepted{};
          },
          [&](const order_paid&) { o.now = paid{}; },
          [&](const order_failed& e) { o.now = failed{e.code}; },
          [&](const revoke_requested& e) {
            if (auto* under_way = std::get_if<revoking>(&o.now)) {
              under_way->method = e.method;
              return;
            }
            const auto* doubt = std::get_if<in_doubt>(&o.now);
            const bool suspected = doubt != nullptr && doubt->suspected_failure;
            o.now = revoking{.since = at,
                             .reason = e.reason,
                             .method = e.method,
                             .suspected_failure = suspected};
          },
          [&](const late_payment_found& e) { apply_late_payment(o, e); },
          [&](const revoke_answered& e) {
            auto& p = std::get<revoking>(o.now);
            p.answered = at;
            if (p.money_returned != returned::yes) p.money_returned = e.money_returned;
          },
          [&](const order_revoked& e) {
            auto& a = attempt_at(o, e.attempt);
            a.result = attempt::outcome::revoked;
            a.asks = money_question::none;
            if (e.money_returned == returned::yes) a.held.reset();
            o.now = revoked{e.money_returned};
          },
          [&](const result_conflicted& e) { contradict(o, e, at); },
          [&](const refund_requested& e) {
            o.refunds.push_back(
                {.number = e.refund,
                 .attempt = e.attempt,
                 .amount = e.amount,
                 .body = e.body,
                 .key = e.key,
                 .purpose = e.purpose,
                 .requested = at});
          },
          [&](const refund_in_doubt& e) {
            auto& r = refund_at(o, e.refund);
            r.state = refund::status::in_doubt;
            r.code = e.code;
          },
          [&](const refund_succeeded& e) {
            auto& r = refund_at(o, e.refund);
            r.state = refund::status::done;
            r.channel_reference = e.channel_reference;
            r.moved.reset();
          },
          [&](const refund_failed& e) {
            auto& r = refund_at(o, e.refund);
            r.state = refund::status::failed;
            r.code = e.code;
          },
          [&](const operator_needed& e) { hand_over(o, e, at); },
          [&](const order_resolved& e) { resolve_by(o, e, at); },
          [&](const risk_judged& e) { apply_to(o, e, at); },
          [&](const code_tried& e) { apply_to(o, e, at); },
          [&](const code_judged& e) { apply_to(o, e); },
          [&](const route_renewed& e) { o.route = e.route; },
          [&](const code_given& e) { apply_to(o, e, at); },
          [&](const order_authorized&) { o.now = authorized{}; },
          [&](const capture_requested& e) { apply_to(o, e, at); },
          [&](const refund_sent_on& e) { apply_to(refund_at(o, e.refund), e, at); },
      },
      happened);
}

}  // namespace sluice::order
