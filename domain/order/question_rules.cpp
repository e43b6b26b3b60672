#include "domain/order/rules.hpp"

// Money of an attempt that is over, or of an order that has ended: said, confirmed, denied, given
// back, or shown to a person. Each attempt for itself; while one is in question its order is open.

namespace sluice::order::rules {
namespace {

bool is_for_a_query(money_question q) noexcept {
  return q == money_question::paid_after_the_end || q == money_question::hearsay_of_payment;
}

operator_needed person_for(const attempt& a, money_question asks, std::optional<money> held) {
  return {.reason = std::string(name_of(asks)), .attempt = a.number, .asks = asks, .held = held};
}

/// A query has found it, in the amount that was asked for.
decision confirmed(const state& o, const attempt& a, const attempt_report& r,
                   const surroundings& around) {
  const auto held = r.amount.value_or(a.asked);
  if (policy_of(o.type).refundable)
    return find_and_give_back(o, {a.number, r.from, r.channel_reference, held, r.told}, around);
  // What went out to a payee cannot be taken back by us: a person has to see it.
  if (a.asks == money_question::cannot_return) return nothing();
  return effects{{person_for(a, money_question::cannot_return, held)}, {}};
}

/// Said, but not by a query: written down before it is asked about, so that a crash in between
/// forgets nothing. Whatever amount is named: it stays in question until a query has answered.
decision said(const attempt& a, const attempt_report& r, const surroundings& around) {
  const bool hearsay = is_hearsay(r);
  const auto asks =
      hearsay ? money_question::hearsay_of_payment : money_question::paid_after_the_end;
  const bool is_news = a.asks == money_question::none ||
                       (a.asks == money_question::hearsay_of_payment && asks != a.asks);
  auto out = std::get<effects>(ask_about(r));
  out.send_again = false;
  if (!is_news) return out;
  // Whoever posts what a query has just denied must not make the log grow at their own speed.
  const auto& pauses = around.timing.query_after_that;
  if (hearsay && a.denied && around.now < pauses.next(a.started, *a.denied))
    return effects{.send_again = true};
  out.events.emplace_back(
      result_conflicted{r.attempt, r.from, r.found, r.code, "paid_after_the_end", asks});
  return out;
}

decision late_money(const state& o, const attempt& a, const attempt_report& r,
                    const surroundings& around) {
  if (is_given_back(o, a.number) || a.asks == money_question::not_given_back) return nothing();
  if (r.from != source::query_answer) return said(a, r, around);
  return amount_differs(o, r) ? another_amount(o, r) : confirmed(o, a, r, around);
}

/// A query's word that the late money is not there. What the channel held a moment ago, in another
/// amount or not, only a person can call gone.
bool denies_late_money(const attempt& a, const attempt_report& r, const surroundings& around) {
  if (r.from != source::query_answer) return false;
  if (!is_for_a_query(a.asks) && a.asks != money_question::not_confirmed) return false;
  if (r.found == finding::not_paid) return !may_mean_another_code(a, r, around);
  return r.found == finding::not_found &&
         has_lasted(last_charge(a), around.timing.visibility_delay, around);
}

/// The attempt whose money pays the order.
decision about_kept_money(const state& o, const attempt& a, const attempt_report& r) {
  const bool by_query = r.from == source::query_answer;
  if (r.found == finding::paid) {
    if (amount_differs(o, r)) return by_query ? another_amount(o, r) : ask_about(r);
    if (!by_query || a.asks == money_question::none || r.amount != a.asked) return nothing();
    return effects{{result_conflicted{r.attempt, r.from, r.found, r.code, "amount_confirmed",
                                      money_question::none}},
                   {}};
  }
  // A closed trade is what a wholly refunded one looks like; else it contradicts the payment.
  if (r.found == finding::not_paid && o.refunds.empty() && a.asks == money_question::none)
    return conflict(o, r, "not_paid_after_paid");
  return nothing();
}

}  // namespace

effects find_and_give_back(const state& o, const late_payment_found& found,
                           const surroundings& around) {
  auto then = *find_attempt(o, found.attempt);
  then.held = found.held;
  auto back = give_back(o, found.attempt, left_on(o, then), refund_purpose::late_payment, around);
  const call_refund call{back.refund};
  return {{found, std::move(back)}, {call}};
}

decision after_the_end(const state& o, const attempt_report& r, const surroundings& around) {
  const auto* a = find_attempt(o, r.attempt);
  if (a == nullptr) return nothing();
  if (a->result == attempt::outcome::paid) return about_kept_money(o, *a, r);
  // What it holds is weighed while nothing else is under way; what a capture took is looked for
  // there.
  if (a->result == attempt::outcome::authorized || a->result == attempt::outcome::captured)
    return nothing();
  if (denies_late_money(*a, r, around))
    return effects{{result_conflicted{r.attempt, r.from, r.found, r.code,
                                      "late_payment_not_confirmed", money_question::none}},
                   {}};
  return r.found == finding::paid ? late_money(o, *a, r, around) : nothing();
}

decision with_due_questions(const state& o, decision first, const fall_due& due,
                            const surroundings& around) {
  auto* out = std::get_if<effects>(&first);
  if (out == nullptr) return first;
  for (const auto& a : o.attempts) {
    if (!is_for_a_query(a.asks)) continue;
    const bool hearsay = a.asks == money_question::hearsay_of_payment;
    out->actions.emplace_back(call_query{
        a.number, hearsay ? call_query::prompt::old_hearsay : call_query::prompt::doubt});
    if (is_given_up(a.asked_since, around.timing.doubt_give_up, due, around))
      out->events.emplace_back(person_for(a, money_question::not_confirmed, std::nullopt));
  }
  return first;
}

decision due_after_the_end(const state& o, const fall_due& due, const surroundings& around) {
  auto out = refunds_due(o, due, around);
  return due.what == duty::query ? with_due_questions(o, std::move(out), due, around) : out;
}

}  // namespace sluice::order::rules
