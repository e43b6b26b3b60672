#include "base/invariant.hpp"
#include "base/overloaded.hpp"
#include "domain/order/rules.hpp"

// The rows of the state table before the first attempt: no channel has heard of the order. As in
// decide.cpp, one lambda is one cell.

namespace sluice::order::rules {
namespace {

using namespace std::chrono_literals;

/// A payer who has not proved who he is by then does not mean it any more.
constexpr millis time_for_codes = 15min;
/// The risk service is answered for within seconds; later whoever asked it must have died.
constexpr millis answer_grace = 10s;

constexpr attempt_no first{1};

decision not_found() {
  return reject(rejection_code::order_not_found, "order_no",
                "there is no order with this merchant and order_no; create it first");
}

attempt_started first_attempt(const order_id& order, const std::vector<channel_id>& route,
                              const surroundings& around) {
  const auto& channel = route.at(0);
  return {first, channel, around.numbers.of_attempt(channel, order, first)};
}

/// Nothing stands in its way any more, except its own time and a payment code that is gone.
effects begin(const state& o, const std::vector<channel_id>& route, const surroundings& around) {
  if (!around.lacks_its_end) {
    if (has_expired(o.not_after, around)) return effects{{order_failed{"expired"}}, {}};
    if (!around.can_pay_again) return effects{{order_failed{"not_started"}}, {}};
  }
  return effects{{first_attempt(o.id, route, around)}, {call_pay{first}}};
}

effects fact_first(event fact, effects then) {
  then.events.insert(then.events.begin(), std::move(fact));
  return then;
}

// -- absent ---------------------------------------------------------------------------

decision accept(const pay& c, const surroundings& around) {
  if (c.amount.minor_units <= 0)
    return reject(
        rejection_code::amount_must_be_positive, "amount_minor", "must be at least 1 minor unit");
  if (!around.lacks_its_end && has_expired(c.not_after, around))
    return reject(rejection_code::expired, "not_after",
                  "the time after which the order must not start has passed; nothing was tried");
  order_accepted taken{
      c.order,         c.type,      c.amount,    c.payment_code.masked(), c.description, c.body,
      c.route,         c.not_after, c.paid_with, c.explanation,           c.is_held,     c.risk,
      c.names_channel, c.is_shadow, c.agreement};
  if (c.is_held) return effects{{std::move(taken)}, {}};
  if (c.risk) return effects{{std::move(taken)}, {}, {}, side_question::is_it_a_risk};
  return effects{{std::move(taken), first_attempt(c.order, c.route, around)}, {call_pay{first}}};
}

// -- held -----------------------------------------------------------------------------

bool waits_for_risk(const state& o) noexcept { return o.risk && !o.risk_said; }

decision ask(side_question what) { return effects{.asks = what}; }

/// Somebody looks whether it may begin now: its merchant knows, or the risk service. Its time may
/// be over before.
decision held_due(const held& p, const state& o, const fall_due& due, const surroundings& around) {
  if (due.what != duty::retry) return nothing();
  if (!around.lacks_its_end && has_expired(o.not_after, around))
    return effects{{order_failed{"expired"}}, {}};
  return ask(p.by_level ? side_question::may_it_start : side_question::is_it_a_risk);
}

/// What the log says of its route is what it begins on, at once or after the risk service's word.
decision begin_held(const state& o, const start_held& c, const surroundings& around) {
  const bool is_over = has_expired(o.not_after, around);
  effects next;
  if (is_over || !waits_for_risk(o))
    next = begin(o, c.route, around);
  else
    next.asks = side_question::is_it_a_risk;
  const bool goes_on = next.asks != side_question::none || !next.actions.empty();
  if (!goes_on || c.route == o.route) return next;
  return fact_first(route_renewed{c.route, c.explanation}, std::move(next));
}

/// Where nobody can prove anything to us, "verify" means block.
effects after(risk_verdict v, const state& o, const surroundings& around) {
  switch (v) {
    case risk_verdict::pass: return begin(o, o.route, around);
    case risk_verdict::verify:
      if (!policy_of(o.type).needs_payment_code) return {};
      [[fallthrough]];
    case risk_verdict::block: return effects{{order_failed{"risk_blocked"}}, {}};
  }
  broken_invariant("every verdict has a consequence", __FILE__, __LINE__);
}

decision judge_risk(const state& o, const risk_answer& r, const surroundings& around) {
  if (!waits_for_risk(o)) return nothing();
  const auto silence = *o.risk == risk_silence::passes ? risk_verdict::pass : risk_verdict::block;
  const auto verdict = r.said.value_or(silence);
  return fact_first(
      risk_judged{verdict, r.said.has_value(), r.reference}, after(verdict, o, around));
}

/// The question was lost with whoever asked it.
decision held_again(const held& p, const state& o, const surroundings& around) {
  if (p.by_level || !waits_for_risk(o)) return nothing();
  if (!around.can_pay_again && !around.lacks_its_end)
    return effects{{order_failed{"not_started"}}, {}};
  return ask(side_question::is_it_a_risk);
}

// -- verifying ------------------------------------------------------------------------

decision try_code(const verifying& p) {
  if (p.asked)
    return reject(rejection_code::busy, "code",
                  "the code before this one is still being checked; send it again in a moment");
  return effects{{code_tried{static_cast<std::uint8_t>(p.tried + 1)}},
                 {},
                 {},
                 side_question::is_the_code_right};
}

decision judge_code(const verifying& p, const state& o, const code_answer& c,
                    const surroundings& around) {
  if (!p.asked || c.tried != p.tried) return nothing();
  code_judged fact{p.tried, c.found, c.reference};
  if (c.found == code_finding::right) return fact_first(std::move(fact), begin(o, o.route, around));
  effects then;
  if (p.tried >= most_code_tries) then.events.emplace_back(order_failed{"verification_failed"});
  return fact_first(std::move(fact), std::move(then));
}

decision nobody_answered(const verifying& p, const state& o, const surroundings& around) {
  return judge_code(p, o, {.tried = p.tried}, around);
}

decision verifying_due(const verifying& p, const state& o, const fall_due& due,
                       const surroundings& around) {
  if (due.what != duty::retry) return nothing();
  if (p.asked)
    return around.now >= *p.asked + answer_grace ? nobody_answered(p, o, around) : nothing();
  const bool is_over = has_expired(o.not_after, around) || around.now >= p.since + time_for_codes;
  if (is_over && around.lacks_its_end) return begin(o, o.route, around);
  return is_over ? effects{{order_failed{"verification_expired"}}, {}} : effects{};
}

}  // namespace

decision decide_in(const absent&, const state&, const command& given, const surroundings& around) {
  return std::visit(
      overloaded{
          [&](const pay& c) { return accept(c, around); },
          [](const revoke&) { return not_found(); },
          [](const refund_order&) { return not_found(); },
          [](const capture&) { return not_found(); },
          [](const verify_payer&) { return not_found(); },
          [](const resolve&) { return not_found(); },
          [](const attempt_report&) { return not_found(); },
          [](const revoke_report&) { return not_found(); },
          [](const refund_report&) { return not_found(); },
          [](const risk_answer&) { return nothing(); },
          [](const code_answer&) { return nothing(); },
          [](const fall_due&) { return nothing(); },
          [](const start_held&) { return nothing(); },
          [](const restarted&) { return nothing(); },
      },
      given);
}

/// Seen only between two events of one batch.
decision decide_in(const accepted&, const state& o, const command& given,
                   const surroundings& around) {
  return std::visit(
      overloaded{
          [&](const pay& c) { return repeat_pay(o, c); },
          [](const revoke&) -> decision { return effects{{order_failed{"not_started"}}, {}}; },
          [](const refund_order&) { return not_paid_yet(); },
          [&](const capture& c) { return capture_elsewhere(o, c); },
          [](const verify_payer&) { return no_code_wanted(); },
          [&](const resolve& c) { return resolve_by_person(o, c, around); },
          [](const attempt_report&) { return nothing(); },
          [](const revoke_report&) { return nothing(); },
          [](const refund_report&) { return nothing(); },
          [](const risk_answer&) { return nothing(); },
          [](const code_answer&) { return nothing(); },
          [](const fall_due&) { return nothing(); },
          [](const start_held&) { return nothing(); },
          [](const restarted&) -> decision { return effects{{order_failed{"not_started"}}, {}}; },
      },
      given);
}

decision decide_in(const held& p, const state& o, const command& given,
                   const surroundings& around) {
  return std::visit(
      overloaded{
          [&](const pay& c) { return repeat_pay(o, c); },
          [](const revoke&) -> decision { return effects{{order_failed{"not_started"}}, {}}; },
          [](const refund_order&) { return not_paid_yet(); },
          [&](const capture& c) { return capture_elsewhere(o, c); },
          [](const verify_payer&) { return no_code_wanted(); },
          [&](const resolve& c) { return resolve_by_person(o, c, around); },
          [](const attempt_report&) { return nothing(); },
          [](const revoke_report&) { return nothing(); },
          [](const refund_report&) { return nothing(); },
          [&](const risk_answer& r) { return judge_risk(o, r, around); },
          [](const code_answer&) { return nothing(); },
          [&](const fall_due& d) { return held_due(p, o, d, around); },
          [&](const start_held& c) { return begin_held(o, c, around); },
          [&](const restarted&) { return held_again(p, o, around); },
      },
      given);
}

decision decide_in(const verifying& p, const state& o, const command& given,
                   const surroundings& around) {
  return std::visit(
      overloaded{
          [&](const pay& c) { return repeat_pay(o, c); },
          [](const revoke&) -> decision { return effects{{order_failed{"not_started"}}, {}}; },
          [](const refund_order&) { return not_paid_yet(); },
          [&](const capture& c) { return capture_elsewhere(o, c); },
          [&](const verify_payer&) { return try_code(p); },
          [&](const resolve& c) { return resolve_by_person(o, c, around); },
          [](const attempt_report&) { return nothing(); },
          [](const revoke_report&) { return nothing(); },
          [](const refund_report&) { return nothing(); },
          [](const risk_answer&) { return nothing(); },
          [&](const code_answer& c) { return judge_code(p, o, c, around); },
          [&](const fall_due& d) { return verifying_due(p, o, d, around); },
          [](const start_held&) { return nothing(); },
          [&](const restarted&) { return p.asked ? nobody_answered(p, o, around) : nothing(); },
      },
      given);
}

}  // namespace sluice::order::rules
