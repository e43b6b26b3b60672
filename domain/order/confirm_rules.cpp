/// Payments that their channel carries out only with a code that it has sent to the payer
/// (短信验证). Until he has given one nothing is charged. The call that brings it is a payment
/// call: what is not known of it is asked about, and it is never sent again.

#include "domain/order/rules.hpp"

namespace sluice::order::rules {

bool payer_acts(const state& o) noexcept {
  return policy_of(o.type).asks_payer || waits_for_code(o);
}

decision give_code(const state& o, const surroundings& around) {
  if (!waits_for_code(o)) return no_code_wanted();
  if (has_expired(o.not_after, around))
    return reject(rejection_code::expired, "code",
                  "the time after which the order must not start has passed; nothing was charged");
  if (!around.can_confirm)
    return reject(rejection_code::verification_not_wanted, "order_no",
                  "what the payer is charged by is not known any more; nothing was charged: let "
                  "the payer begin again under a new order_no");
  const auto& a = current_attempt(o);
  return effects{
      {code_given{a.number, static_cast<std::uint8_t>(a.codes + 1)}}, {call_confirm{a.number}}};
}

bool wants_code(const attempt_report& r) noexcept {
  return r.action && r.action->kind == payer_action_kind::enter_code;
}

decision payer_must_act(const state& o, const attempt_report& r, const surroundings& around) {
  if (wants_code(r) && current_attempt(o).codes >= most_code_tries)
    return fail_or_reroute(o, r, around);
  return effects{{payer_asked{r.attempt, r.from, r.code, r.action}}, {}};
}

decision code_never_left(const state& o, const attempt_report& r, const surroundings& around) {
  auto again = r;
  again.found = finding::payer_paying;
  if (const auto& asked = current_attempt(o).action) again.action = *asked;
  return payer_must_act(o, again, around);
}

bool may_mean_another_code(const attempt& a, const attempt_report& r,
                           const surroundings& around) noexcept {
  return r.from == source::query_answer && a.codes > 0 &&
         !has_lasted(last_charge(a), around.timing.visibility_delay, around);
}

decision open_after(const restarted& r, const state& o, const surroundings& around) {
  auto out = refunds_after(r, o);
  if (!waits_for_code(o) || around.can_confirm || !can_be_taken_back(o)) return out;
  auto end = begin_revoke(o, revoke_reason::cannot_be_confirmed, around);
  auto& first = std::get<effects>(out);
  auto& then = std::get<effects>(end);
  first.events.insert(first.events.end(), then.events.begin(), then.events.end());
  first.actions.insert(first.actions.end(), then.actions.begin(), then.actions.end());
  return out;
}

}  // namespace sluice::order::rules
