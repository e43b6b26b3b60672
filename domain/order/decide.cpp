#include "domain/order/decide.hpp"

#include "base/overloaded.hpp"
#include "domain/order/rules.hpp"

// One function per phase is one row of the state table; one lambda is one cell. No catch-all.
// The phases before the first attempt are in decide_before.cpp.

namespace sluice::order {
namespace {

using namespace rules;

// -- attempting: the first answer decides, silence is doubt ---------------------------

decision first_answer(const state& o, const attempt_report& r, const surroundings& around) {
  if (!is_current(o, r.attempt)) return after_the_end(o, r, around);
  if (is_hearsay(r)) return ask_about(r);
  const auto doubt = [&](bool suspected) {
    return attempt_in_doubt{r.attempt, r.from, r.code, suspected};
  };
  switch (r.found) {
    case finding::paid: return believe_paid(o, r);
    case finding::not_paid:
      if (may_mean_another_code(current_attempt(o), r, around)) return nothing();
      return fail_or_reroute(o, r, around);
    case finding::not_sent:
      if (!never_left(r)) return nothing();
      return current_attempt(o).codes > 0 ? code_never_left(o, r, around)
                                          : fail_or_reroute(o, r, around);
    case finding::payer_paying:
    case finding::not_paid_yet: return payer_must_act(o, r, around);
    case finding::unknown:
    case finding::not_found: return effects{{doubt(false)}, {}};
    case finding::not_paid_if_query_agrees: return effects{{doubt(true)}, {call_query{r.attempt}}};
    case finding::not_paid_if_revoked:
      if (can_be_taken_back(o)) return begin_revoke(o, revoke_reason::declined, around);
      return effects{{doubt(true)}, {call_query{r.attempt}}};
  }
  return nothing();
}

decision decide_in(const attempting&, const state& o, const command& given,
                   const surroundings& around) {
  const auto no_answer = [&](std::string code) -> decision {
    const auto n = current_attempt(o).number;
    return effects{{attempt_in_doubt{n, source::engine, std::move(code), false}}, {}};
  };
  return std::visit(
      overloaded{
          [&](const pay& c) { return repeat_pay(o, c); },
          [&](const revoke&) { return begin_revoke(o, revoke_reason::merchant_asked, around); },
          [](const refund_order&) { return not_paid_yet(); },
          [&](const capture& c) { return capture_elsewhere(o, c); },
          [](const verify_payer&) { return no_code_wanted(); },
          [&](const resolve& c) { return resolve_by_person(o, c, around); },
          [&](const attempt_report& r) { return first_answer(o, r, around); },
          [](const revoke_report&) { return nothing(); },
          [&](const refund_report& r) { return weigh_refund(o, r, around); },
          [&](const fall_due& d) {
            if (d.what == duty::retry) return refunds_due(o, d, around);
            const auto& a = current_attempt(o);
            // Earlier it is a reminder of the attempt before.
            auto due = around.now < last_charge(a) + around.timing.call_timeout
                           ? nothing()
                           : no_answer("no_answer");
            return with_due_questions(o, std::move(due), d, around);
          },
          [](const risk_answer&) { return nothing(); },
          [](const code_answer&) { return nothing(); },
          [](const start_held&) { return nothing(); },
          [&](const restarted& r) {
            return r.engine_was_away ? refunds_after(r, o) : no_answer("engine_restarted");
          },
      },
      given);
}

// -- in_doubt and awaiting_payer: only evidence leads out -----------------------------

bool says_not_paid(const state& o, const attempt_report& r, bool suspected_failure,
                   const surroundings& around) {
  if (r.found == finding::not_paid) return !may_mean_another_code(current_attempt(o), r, around);
  if (never_left(r)) return true;
  return not_found_proves(o, r, suspected_failure, around);
}

decision more_evidence(const state& o, const attempt_report& r, bool suspected_failure,
                       const surroundings& around) {
  if (!is_current(o, r.attempt)) return after_the_end(o, r, around);
  if (is_hearsay(r)) return ask_about(r);
  if (r.found == finding::paid) return believe_paid(o, r);
  if (waits_for_code(o)) return nothing();  // what is said now is said of no payment
  if (never_left(r) && current_attempt(o).codes > 0) return code_never_left(o, r, around);
  if (says_not_paid(o, r, suspected_failure, around)) return fail_or_reroute(o, r, around);
  // Declined, but the trade is there and open: until it is taken back, the payer could still pay
  // it.
  const bool open_trade = suspected_failure && r.found == finding::not_paid_yet;
  if ((open_trade || r.found == finding::not_paid_if_revoked) && can_be_taken_back(o))
    return begin_revoke(o, revoke_reason::declined, around);
  if (r.found == finding::not_paid_if_query_agrees && !suspected_failure)
    return effects{{attempt_in_doubt{r.attempt, r.from, r.code, true}}, {call_query{r.attempt}}};
  const bool is_news = !std::holds_alternative<awaiting_payer>(o.now) || wants_code(r);
  if (r.found == finding::payer_paying && is_news) return payer_must_act(o, r, around);
  return nothing();
}

decision look_again(const state& o, const fall_due& due, const surroundings& around) {
  const auto& a = current_attempt(o);
  if (due.what == duty::retry) return refunds_due(o, due, around);
  if (due.what == duty::revoke)
    return payer_is_too_late(o, around) && can_be_taken_back(o)
               ? begin_revoke(o, revoke_reason::payer_too_late, around)
               : nothing();
  effects out;
  if (!waits_for_code(o)) out.actions.emplace_back(call_query{a.number});
  if (!can_be_taken_back(o) && is_given_up(a.started, around.timing.doubt_give_up, due, around))
    out.events.emplace_back(operator_needed{{}, "doubt_not_resolved"});
  return with_due_questions(o, std::move(out), due, around);
}

decision decide_open(const state& o, const command& given, bool suspected_failure,
                     const surroundings& around) {
  return std::visit(
      overloaded{
          [&](const pay& c) { return repeat_pay(o, c); },
          [&](const revoke&) { return begin_revoke(o, revoke_reason::merchant_asked, around); },
          [](const refund_order&) { return not_paid_yet(); },
          [&](const capture& c) { return capture_elsewhere(o, c); },
          [&](const verify_payer&) { return give_code(o, around); },
          [&](const resolve& c) { return resolve_by_person(o, c, around); },
          [&](const attempt_report& r) { return more_evidence(o, r, suspected_failure, around); },
          [](const revoke_report&) { return nothing(); },
          [&](const refund_report& r) { return weigh_refund(o, r, around); },
          [&](const fall_due& d) { return look_again(o, d, around); },
          [](const risk_answer&) { return nothing(); },
          [](const code_answer&) { return nothing(); },
          [](const start_held&) { return nothing(); },
          [&](const restarted& r) { return open_after(r, o, around); },
      },
      given);
}

decision decide_in(const awaiting_payer&, const state& o, const command& given,
                   const surroundings& around) {
  return decide_open(o, given, false, around);
}

decision decide_in(const in_doubt& p, const state& o, const command& given,
                   const surroundings& around) {
  return decide_open(o, given, p.suspected_failure, around);
}

// -- revoking: races with the payer ---------------------------------------------------

decision decide_in(const revoking& p, const state& o, const command& given,
                   const surroundings& around) {
  return std::visit(
      overloaded{
          [&](const pay& c) { return repeat_pay(o, c); },
          [](const revoke&) { return nothing(); },
          [](const refund_order&) { return not_paid_yet(); },
          [&](const capture& c) { return capture_elsewhere(o, c); },
          [](const verify_payer&) { return no_code_wanted(); },
          [&](const resolve& c) { return resolve_by_person(o, c, around); },
          [&](const attempt_report& r) { return evidence_while_revoking(p, o, r, around); },
          [&](const revoke_report& r) { return revoke_was_answered(p, o, r); },
          [&](const refund_report& r) { return weigh_refund(o, r, around); },
          [&](const fall_due& d) {
            auto due = revoke_due(p, o, d, around);
            return d.what == duty::query ? with_due_questions(o, std::move(due), d, around) : due;
          },
          [](const risk_answer&) { return nothing(); },
          [](const code_answer&) { return nothing(); },
          [](const start_held&) { return nothing(); },
          [&](const restarted& r) { return revoke_after(r, p, o, around); },
      },
      given);
}

// -- paid, failed, revoked: final ------------------------------------------------------

decision decide_in(const paid&, const state& o, const command& given, const surroundings& around) {
  return std::visit(
      overloaded{
          [&](const pay& c) { return repeat_pay(o, c); },
          [](const revoke&) -> decision {
            return reject(rejection_code::order_already_paid, "order_no",
                          "the order is paid; give money back with refund.create");
          },
          [&](const refund_order& c) { return request_refund(o, c, around); },
          [&](const capture& c) { return capture_elsewhere(o, c); },
          [](const verify_payer&) { return no_code_wanted(); },
          [&](const resolve& c) { return resolve_by_person(o, c, around); },
          [&](const attempt_report& r) { return after_the_end(o, r, around); },
          [&](const revoke_report& r) -> decision {
            // An operator said paid while a revoke was under way: is the money still there?
            if (r.found != revoke_finding::done || !is_current(o, r.attempt)) return nothing();
            return effects{{}, {call_query{r.attempt}}};
          },
          [&](const refund_report& r) { return weigh_refund(o, r, around); },
          [&](const fall_due& d) { return due_after_the_end(o, d, around); },
          [](const risk_answer&) { return nothing(); },
          [](const code_answer&) { return nothing(); },
          [](const start_held&) { return nothing(); },
          [&](const restarted& r) { return refunds_after(r, o); },
      },
      given);
}

decision decide_in(const failed&, const state& o, const command& given,
                   const surroundings& around) {
  return std::visit(
      overloaded{
          [&](const pay& c) { return repeat_pay(o, c); },
          [](const revoke&) -> decision {
            return reject(rejection_code::order_already_failed, "order_no",
                          "the order has failed; there is nothing to revoke");
          },
          [](const refund_order&) { return not_paid_yet(); },
          [&](const capture& c) { return capture_elsewhere(o, c); },
          [](const verify_payer&) { return no_code_wanted(); },
          [&](const resolve& c) { return resolve_by_person(o, c, around); },
          [&](const attempt_report& r) { return after_the_end(o, r, around); },
          [](const revoke_report&) { return nothing(); },
          [&](const refund_report& r) { return weigh_refund(o, r, around); },
          [&](const fall_due& d) { return due_after_the_end(o, d, around); },
          [](const risk_answer&) { return nothing(); },
          [](const code_answer&) { return nothing(); },
          [](const start_held&) { return nothing(); },
          [&](const restarted& r) { return refunds_after(r, o); },
      },
      given);
}

decision decide_in(const revoked&, const state& o, const command& given,
                   const surroundings& around) {
  return std::visit(
      overloaded{
          [&](const pay& c) { return repeat_pay(o, c); },
          [](const revoke&) { return nothing(); },  // the same request, the same answer
          [](const refund_order&) { return not_paid_yet(); },
          [&](const capture& c) { return capture_elsewhere(o, c); },
          [](const verify_payer&) { return no_code_wanted(); },
          [&](const resolve& c) { return resolve_by_person(o, c, around); },
          [&](const attempt_report& r) { return after_the_end(o, r, around); },
          [](const revoke_report&) { return nothing(); },
          [&](const refund_report& r) { return weigh_refund(o, r, around); },
          [&](const fall_due& d) { return due_after_the_end(o, d, around); },
          [](const risk_answer&) { return nothing(); },
          [](const code_answer&) { return nothing(); },
          [](const start_held&) { return nothing(); },
          [&](const restarted& r) { return refunds_after(r, o); },
      },
      given);
}

// -- needs_operator: a person decides, evidence still may -------------------------------

decision not_paid_for_operator(const needs_operator& p, const state& o, const attempt_report& r) {
  const bool had_money = p.paid_late || current_attempt(o).held.has_value();
  if (p.taking_back) {
    if (had_money && r.from != source::query_answer) return ask_about(r);
    return effects{{order_revoked{r.attempt, had_money ? returned::yes : returned::not_said}}, {}};
  }
  // A moment ago the channel held money: only a person can say where it is now.
  if (had_money) return conflict(o, r, "not_paid_after_paid");
  if (current_attempt(o).is_capture())
    return effects{{attempt_failed{r.attempt, r.from, r.code}}, {}};
  return effects{{attempt_failed{r.attempt, r.from, r.code}, order_failed{r.code}}, {}};
}

decision evidence_for_operator(const needs_operator& p, const state& o, const attempt_report& r,
                               const surroundings& around) {
  if (!is_current(o, r.attempt)) return after_the_end(o, r, around);
  if (is_hearsay(r)) return ask_about(r);
  if (r.found == finding::not_paid && may_mean_another_code(current_attempt(o), r, around))
    return nothing();
  if (r.found == finding::not_paid) return not_paid_for_operator(p, o, r);
  if (r.found != finding::paid) return nothing();
  if (amount_differs(o, r) || !p.taking_back) return believe_paid(o, r);
  if (r.from != source::query_answer) return effects{{}, {call_query{r.attempt}}};
  return revoked_with_give_back(o, r, around);
}

decision due_for_operator(const state& o, const fall_due& due, const surroundings& around) {
  auto out = due_after_the_end(o, due, around);
  if (due.what == duty::query && query_may_end_it(o))
    std::get<effects>(out).actions.emplace_back(call_query{current_attempt(o).number});
  return out;
}

decision decide_in(const needs_operator& p, const state& o, const command& given,
                   const surroundings& around) {
  return std::visit(
      overloaded{
          [&](const pay& c) { return repeat_pay(o, c); },
          [](const revoke&) { return nothing(); },
          [](const refund_order&) { return not_paid_yet(); },
          [&](const capture& c) { return capture_elsewhere(o, c); },
          [](const verify_payer&) { return no_code_wanted(); },
          [&](const resolve& c) { return resolve_by_person(o, c, around); },
          [&](const attempt_report& r) { return evidence_for_operator(p, o, r, around); },
          [&](const revoke_report& r) -> decision {
            if (r.found != revoke_finding::done || !p.taking_back || !is_current(o, r.attempt))
              return nothing();
            // Of what it held we want to hear that it is gone.
            if (current_attempt(o).asks != money_question::none)
              return effects{{}, {call_query{r.attempt}}};
            return effects{{order_revoked{r.attempt, r.money_returned}}, {}};
          },
          [&](const refund_report& r) { return weigh_refund(o, r, around); },
          [&](const fall_due& d) { return due_for_operator(o, d, around); },
          [](const risk_answer&) { return nothing(); },
          [](const code_answer&) { return nothing(); },
          [](const start_held&) { return nothing(); },
          [&](const restarted& r) { return refunds_after(r, o); },
      },
      given);
}

}  // namespace

decision decide(const state& o, const command& given, const surroundings& around) {
  return std::visit([&](const auto& p) { return decide_in(p, o, given, around); }, o.now);
}

}  // namespace sluice::order
