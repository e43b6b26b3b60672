#include "domain/order/rules.hpp"

#include <algorithm>

namespace sluice::rules {

decision nothing() { return effects{}; }

decision reject(rejection_code code, std::string_view field, std::string message) {
  return rejection{code, std::string(field), std::move(message)};
}

decision repeat_pay(const order& o, const pay& c) {
  if (c.body == o.body) return nothing();
  return reject(rejection_code::order_number_reused, "order_no",
                "this order_no was used before with another body; use a new one, or repeat the "
                "first request unchanged");
}

bool amount_differs(const order& o, const attempt_report& r) noexcept {
  return r.amount.has_value() && *r.amount != o.amount;
}

bool never_left(const attempt_report& r) noexcept {
  return r.found == finding::not_sent && (r.from == source::pay_answer || r.from == source::engine);
}

bool is_hearsay_of_failure(const attempt_report& r) noexcept {
  return r.found == finding::not_paid && r.from == source::notification;
}

bool not_found_proves(const order& o, const attempt_report& r, bool suspected_failure,
                      const surroundings& around) {
  if (r.found != finding::not_found || r.from != source::query_answer) return false;
  const auto& policy = policy_of(o.type);
  const bool points_to_failure = policy.not_found_may_mean_failed ||
                                 (suspected_failure && policy.direction == money_direction::in);
  return points_to_failure &&
         around.now >= current_attempt(o).started + around.timing.visibility_delay;
}

bool is_current(const order& o, attempt_no n) noexcept { return current_attempt(o).number == n; }

decision succeed(const attempt_report& r) {
  return effects{
      {attempt_succeeded{r.attempt, r.from, r.channel_reference}, order_paid{r.attempt}}, {}};
}

namespace {

/// The first channel of the route that no attempt has used.
const channel_id* next_channel(const order& o) {
  const auto untried = [&](const channel_id& c) {
    return std::none_of(
        o.attempts.begin(), o.attempts.end(), [&](const attempt& a) { return a.channel == c; });
  };
  const auto it = std::find_if(o.route.begin(), o.route.end(), untried);
  return it == o.route.end() ? nullptr : &*it;
}

/// Proof means a listed failure, or a call that never left. "Not found" may end an order; it proves
/// too little to charge the payer elsewhere. A payment code tells the wallet: the route holds only
/// channels that can reach it.
bool may_reroute(const order& o, const attempt_report& r, const surroundings& around) {
  const bool proof = never_left(r) || (r.found == finding::not_paid && r.reroutable);
  return proof && policy_of(o.type).reroutable && around.can_pay_again &&
         next_channel(o) != nullptr;
}

}  // namespace

decision fail_or_reroute(const order& o, const attempt_report& r, const surroundings& around) {
  const attempt_failed ended{r.attempt, r.from, r.code};
  if (!may_reroute(o, r, around)) return effects{{ended, order_failed{r.code}}, {}};
  const attempt_no next{static_cast<std::uint16_t>(r.attempt.value() + 1)};
  return effects{
      {ended, attempt_started{next, *next_channel(o), around.fresh_key}}, {call_pay{next}}};
}

decision conflict(const order& o, const attempt_report& r, std::string detail) {
  const auto& last = o.last_conflict;
  if (last && last->attempt == r.attempt && last->found == r.found && last->detail == detail) {
    // Once in the log; but the query that was to clear it up may have failed.
    if (r.from == source::notification) return effects{{}, {call_query{r.attempt}}};
    return nothing();
  }
  return effects{{result_conflicted{r.attempt, r.from, r.found, r.code, std::move(detail)}},
                 {call_query{r.attempt}}};
}

namespace {

constexpr auto said_paid_after_the_end = "paid_after_the_end";

bool is_given_back(const order& o, attempt_no n) {
  return std::any_of(o.refunds.begin(), o.refunds.end(), [&](const refund& r) {
    return r.attempt == n && r.purpose == refund_purpose::late_payment;
  });
}

decision late_money(const order& o, const attempt_report& r, const surroundings& around) {
  if (is_given_back(o, r.attempt)) return nothing();
  // What went out to a payee cannot be taken back by us: a person has to see it.
  const bool can_return = policy_of(o.type).refundable;
  // Whatever amount hearsay names: it stays in question until a query has answered.
  if (!can_return || r.from != source::query_answer) return conflict(o, r, said_paid_after_the_end);
  if (amount_differs(o, r)) return conflict(o, r, "amount_differs");
  const auto back = give_back(o, r.attempt, around);
  return effects{{late_payment_found{r.attempt, r.from, r.channel_reference}, back},
                 {call_refund{back.refund}}};
}

}  // namespace

const result_conflicted* unsettled_contradiction(const order& o) noexcept {
  const auto& last = o.last_conflict;
  const bool open = last && last->detail == said_paid_after_the_end && is_final(o.now) &&
                    policy_of(o.type).refundable && !is_given_back(o, last->attempt);
  return open ? &*last : nullptr;
}

decision due_after_the_end(const order& o, duty what, const surroundings& around) {
  const auto* open = what == duty::query ? unsettled_contradiction(o) : nullptr;
  if (open == nullptr) return refunds_due(o, around);
  if (around.now < o.updated_at + around.timing.doubt_give_up)
    return effects{{}, {call_query{open->attempt}}};
  return effects{
      {result_conflicted{
          open->attempt, source::engine, finding::unknown, {}, "late_payment_not_resolved"}},
      {}};
}

namespace {

/// A query's word that the late money is not there, which ends the contradiction.
bool denies_late_money(const order& o, const attempt_report& r, const surroundings& around) {
  const auto* open = unsettled_contradiction(o);
  if (open == nullptr || open->attempt != r.attempt || r.from != source::query_answer) return false;
  if (r.found == finding::not_paid) return true;
  return r.found == finding::not_found &&
         around.now >= find_attempt(o, r.attempt)->started + around.timing.visibility_delay;
}

}  // namespace

decision after_the_end(const order& o, const attempt_report& r, const surroundings& around) {
  const auto* a = find_attempt(o, r.attempt);
  if (a == nullptr) return nothing();
  if (denies_late_money(o, r, around))
    return effects{
        {result_conflicted{r.attempt, r.from, r.found, r.code, "late_payment_not_confirmed"}}, {}};
  const bool kept_the_money = a->result == attempt::outcome::paid;
  if (r.found == finding::paid) {
    if (!kept_the_money) return late_money(o, r, around);
    return amount_differs(o, r) ? conflict(o, r, "amount_differs") : nothing();
  }
  // A closed trade is what a wholly refunded one looks like; else it contradicts the payment.
  if (r.found == finding::not_paid && kept_the_money && o.refunds.empty())
    return conflict(o, r, "not_paid_after_paid");
  return nothing();
}

}  // namespace sluice::rules
