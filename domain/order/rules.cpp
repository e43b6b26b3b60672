#include "domain/order/rules.hpp"

#include <algorithm>

namespace sluice::order::rules {

decision nothing() { return effects{}; }

decision reject(rejection_code code, std::string_view field, std::string message) {
  return rejection{code, std::string(field), std::move(message)};
}

decision not_paid_yet() {
  return reject(rejection_code::order_not_paid, "order_no",
                "only a paid order can be refunded; this one is not paid");
}

decision no_code_wanted() {
  return reject(rejection_code::verification_not_wanted, "order_no",
                "the order waits for no code; send one only while its state is "
                "verification_needed, or payer_action_needed with the payer_action enter_code");
}

decision repeat_pay(const state& o, const pay& c) {
  if (c.body == o.body) return nothing();
  return reject(rejection_code::order_number_reused, "order_no",
                "this order_no was used before with another body; use a new one, or repeat the "
                "first request unchanged");
}

bool has_lasted(instant since, millis at_least, const surroundings& around) noexcept {
  return around.now >= std::max(since, around.awake_since) + at_least;
}

bool is_given_up(instant since, millis limit, const fall_due& due,
                 const surroundings& around) noexcept {
  /// Reminders come within milliseconds.
  constexpr millis late{1000};
  const auto planned = due.at.value_or(around.now);
  return planned >= since + limit && around.now < planned + late;
}

bool payer_is_too_late(const state& o, const surroundings& around) noexcept {
  return around.now >= last_charge(current_attempt(o)) + around.timing.revoke_from ||
         (payer_acts(o) && has_expired(o.not_after, around));
}

bool has_expired(const std::optional<instant>& not_after, const surroundings& around) noexcept {
  return not_after && around.machine_time >= *not_after;
}

bool amount_differs(const state& o, const attempt_report& r) noexcept {
  if (r.amount == find_attempt(o, r.attempt)->asked) return false;
  if (!r.amount && r.from != source::notification) return false;
  const auto* paying = paying_attempt(o);
  if (paying == nullptr || paying->number != r.attempt) return true;
  return r.amount && paying->held != r.amount;  // a person may have said what it really holds
}

bool never_left(const attempt_report& r) noexcept {
  return r.found == finding::not_sent && (r.from == source::pay_answer || r.from == source::engine);
}

bool is_hearsay(const attempt_report& r) noexcept {
  return r.from == source::notification && (!r.verified || r.found == finding::not_paid);
}

decision ask_about(const attempt_report& r) {
  const bool nobody_vouches = r.from == source::notification && !r.verified;
  const auto why = nobody_vouches ? call_query::prompt::hearsay : call_query::prompt::doubt;
  effects out{{}, {call_query{r.attempt, why}}};
  // Nothing of it is in the log: should the query be lost, whoever told us has to tell us again.
  out.send_again = nobody_vouches && r.found == finding::paid;
  return out;
}

bool not_found_proves(const state& o, const attempt_report& r, bool suspected_failure,
                      const surroundings& around) {
  if (r.found != finding::not_found || r.from != source::query_answer) return false;
  const auto& policy = policy_of(o.type);
  // A capture needs nobody who could still act on it.
  const bool points_to_failure =
      policy.not_found_may_mean_failed || current_attempt(o).is_capture() ||
      (suspected_failure && policy.direction == money_direction::in);
  return points_to_failure &&
         has_lasted(last_charge(current_attempt(o)), around.timing.visibility_delay, around);
}

bool is_current(const state& o, attempt_no n) noexcept { return current_attempt(o).number == n; }

decision believe_paid(const state& o, const attempt_report& r) {
  if (amount_differs(o, r)) return another_amount(o, r);
  attempt_succeeded done{r.attempt, r.from, r.channel_reference, r.told};
  if (policy_of(o.type).captured_later && !find_attempt(o, r.attempt)->is_capture())
    return effects{{std::move(done), order_authorized{r.attempt}}, {}};
  return effects{{std::move(done), order_paid{r.attempt}}, {}};
}

decision another_amount(const state& o, const attempt_report& r) {
  if (r.from == source::notification) return ask_about(r);
  const auto& a = *find_attempt(o, r.attempt);
  const bool by_query = r.from == source::query_answer;
  if (a.asks == money_question::another_amount && (!by_query || a.held == r.amount))
    return nothing();
  effects out{{operator_needed{.reason = "another_amount",
                               .attempt = r.attempt,
                               .asks = money_question::another_amount,
                               .asked = a.asked,
                               .held = r.amount}},
              {}};
  // A query may still say that the answer was wrong and the amount is right.
  if (!by_query) out.actions.emplace_back(call_query{r.attempt});
  return out;
}

decision conflict(const state& o, const attempt_report& r, std::string detail) {
  const auto& a = *find_attempt(o, r.attempt);
  // Once in the log; but the query that was to clear it up may have failed.
  if (a.contradicted) return r.from == source::notification ? ask_about(r) : nothing();
  auto out = std::get<effects>(ask_about(r));
  out.events.emplace_back(
      result_conflicted{r.attempt, r.from, r.found, r.code, std::move(detail), a.asks});
  return out;
}

}  // namespace sluice::order::rules
