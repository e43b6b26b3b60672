#include "domain/order/rules.hpp"

// Taking an order back. It may be repeated, may fail, and races with the payer.

namespace sluice::order::rules {

bool can_be_taken_back(const state& o) noexcept {
  const auto& policy = policy_of(o.type);
  return (policy.revocable || policy.closable) && !current_attempt(o).is_capture();
}

namespace {

/// Long after a payment some channels take nothing back any more.
bool window_is_over(const state& o, const surroundings& around) {
  const auto end = around.timing.windows.revoke.end(current_attempt(o).started);
  return end && around.now >= *end;
}

revoke_method method_for(const state& o, const surroundings& around) {
  if (!policy_of(o.type).revocable) return revoke_method::close;
  return window_is_over(o, around) ? revoke_method::refund : revoke_method::revoke;
}

/// Too early a revoke is refused by the channel; until then the agenda keeps it.
bool may_call_revoke(const state& o, const surroundings& around) {
  return has_lasted(last_charge(current_attempt(o)), around.timing.revoke_never_before, around);
}

/// It was allowed to be called before this look, since the engine started.
bool could_be_called_before(const state& o, const fall_due& due, const surroundings& around) {
  auto planned = around;
  planned.now = due.at.value_or(around.now) - millis{1};
  return may_call_revoke(o, planned);
}

}  // namespace

decision begin_revoke(const state& o, revoke_reason why, const surroundings& around) {
  if (current_attempt(o).is_capture())
    return reject(rejection_code::order_not_revocable, "order_no",
                  "a capture is under way; wait for its result");
  if (!can_be_taken_back(o))
    return reject(rejection_code::order_not_revocable, "order_no",
                  "orders of type " + std::string(name_of(o.type)) + " cannot be revoked");
  const auto n = current_attempt(o).number;
  const auto method = method_for(o, around);
  effects out{{revoke_requested{n, why, method}}, {}};
  if (method == revoke_method::refund)
    out.actions.emplace_back(call_query{n});
  else if (may_call_revoke(o, around))
    out.actions.emplace_back(call_revoke{n, method});
  return out;
}

decision revoked_with_give_back(const state& o, const attempt_report& r,
                                const surroundings& around) {
  auto out = find_and_give_back(
      o, {r.attempt, r.from, r.channel_reference, current_attempt(o).asked, r.told}, around);
  out.events.insert(out.events.begin() + 1, order_revoked{r.attempt, returned::no});
  return out;
}

namespace {

/// Money that was there and is not there any more has gone back, whoever says so.
decision end_revoke(const revoking& p, const state& o) {
  const auto back = p.paid_late ? returned::yes : p.money_returned;
  return effects{{order_revoked{current_attempt(o).number, back}}, {}};
}

/// What never reached the channel moved no money that could come back.
decision end_unsent(const state& o) {
  return effects{{order_revoked{current_attempt(o).number, returned::no}}, {}};
}

/// The revoke would come too late: from now on only a refund gives the money back.
decision turn_to_refund(const revoking& p, const state& o) {
  const auto n = current_attempt(o).number;
  return effects{{revoke_requested{n, p.reason, revoke_method::refund}}, {call_query{n}}};
}

/// What was found before is in the log once, and is still there.
decision revoked_with_refund(const state& o, const surroundings& around) {
  const auto& a = current_attempt(o);
  auto back = give_back(o, a.number, left_on(o, a), refund_purpose::late_payment, around);
  const call_refund call{back.refund};
  return effects{{order_revoked{a.number, returned::no}, std::move(back)}, {call}};
}

/// Nobody but a refund gives it back, and money goes out only on the word of a query. Nothing of a
/// notification is in the log until then: should the query be lost and the order end as closed,
/// whoever told us has to tell us again.
decision paid_while_closing(const revoking& p, const state& o, const attempt_report& r,
                            const surroundings& around) {
  if (r.from == source::query_answer)
    return p.paid_late ? revoked_with_refund(o, around) : revoked_with_give_back(o, r, around);
  effects out{{}, {call_query{r.attempt}}};
  out.send_again = r.from == source::notification;
  return out;
}

decision paid_while_revoking(const revoking& p, const state& o, const attempt_report& r,
                             const surroundings& around) {
  if (amount_differs(o, r)) return another_amount(o, r);
  if (p.method != revoke_method::revoke) return paid_while_closing(p, o, r, around);
  if (p.paid_late && !p.answered) return nothing();
  effects out{{late_payment_found{
                  r.attempt, r.from, r.channel_reference, current_attempt(o).asked, r.told}},
              {}};
  // A channel that says "revoked" and then "paid" is asked again in the supervisor's rhythm: at
  // once would mean at the speed of the network, for as long as the channel contradicts itself.
  if (!p.answered && may_call_revoke(o, around))
    out.actions.emplace_back(call_revoke{r.attempt, p.method});
  return out;
}

/// The channel does not know the trade: nothing is left to take back, once it has said "done" or
/// once its absence proves that it was never made.
bool not_there(const revoking& p, const state& o, const attempt_report& r,
               const surroundings& around) {
  if (r.from != source::query_answer || p.paid_late) return false;
  return p.answered || not_found_proves(o, r, p.suspected_failure, around);
}

/// What is not there cannot be taken back too late: the revoke burns its number, so that a payment
/// that is still on its way finds nothing to pay.
decision nothing_found(const revoking& p, const state& o, const attempt_report& r,
                       const surroundings& around) {
  if (not_there(p, o, r, around)) return end_revoke(p, o);
  const bool burns = p.method == revoke_method::refund && r.from == source::query_answer &&
                     !p.answered && may_call_revoke(o, around);
  if (!burns) return nothing();
  return effects{{}, {call_revoke{r.attempt, revoke_method::revoke}}};
}

}  // namespace

decision evidence_while_revoking(const revoking& p, const state& o, const attempt_report& r,
                                 const surroundings& around) {
  if (!is_current(o, r.attempt)) return after_the_end(o, r, around);
  if (is_hearsay(r)) return ask_about(r);
  switch (r.found) {
    case finding::paid: return paid_while_revoking(p, o, r, around);
    case finding::not_paid:
      if (may_mean_another_code(current_attempt(o), r, around)) return nothing();
      if (p.paid_late && r.from != source::query_answer)
        return conflict(o, r, "not_paid_after_paid");
      return end_revoke(p, o);
    case finding::not_sent: return never_left(r) && !p.paid_late ? end_unsent(o) : nothing();
    case finding::not_found: return nothing_found(p, o, r, around);
    case finding::payer_paying:
    case finding::not_paid_yet:
    case finding::unknown:
    case finding::not_paid_if_query_agrees:
    case finding::not_paid_if_revoked: return nothing();
  }
  return nothing();
}

decision revoke_was_answered(const revoking& p, const state& o, const revoke_report& r) {
  if (!is_current(o, r.attempt)) return nothing();
  switch (r.found) {
    case revoke_finding::done:
      return effects{
          {revoke_answered{r.attempt, r.money_returned, r.code}}, {call_query{r.attempt}}};
    case revoke_finding::again: return nothing();
    case revoke_finding::unknown:  // reverse, SYSTEMERROR: "query the order, decide by its state"
      if (p.method == revoke_method::refund) return nothing();  // a query has led here: not at once
      return effects{{}, {call_query{r.attempt}}};
    case revoke_finding::refused:
      if (p.answered) return nothing();  // the repeated call of a revoke that was done
      return effects{{operator_needed{{}, "revoke_refused:" + r.code}}, {}};
    case revoke_finding::already_paid: return effects{{}, {call_query{r.attempt}}};
    case revoke_finding::too_late:
      return p.answered || p.method != revoke_method::revoke ? nothing() : turn_to_refund(p, o);
  }
  return nothing();
}

namespace {

/// Where only a refund could give money back, no revoke has failed: the channel has not said in
/// time whether there is any.
operator_needed given_up(const revoking& p) {
  const bool was_only_asked = p.method == revoke_method::refund;
  return {{}, was_only_asked ? "not_settled_in_time" : "revoke_kept_failing"};
}

}  // namespace

decision revoke_due(const revoking& p, const state& o, const fall_due& due,
                    const surroundings& around) {
  const auto& a = current_attempt(o);
  if (due.what == duty::retry) return refunds_due(o, due, around);
  if (due.what == duty::query) {
    if (!p.answered) return nothing();
    if (is_given_up(*p.answered, around.timing.confirm_give_up, due, around))
      return end_revoke(p, o);
    return effects{{}, {call_query{a.number}}};
  }
  if (p.answered) return nothing();
  if (could_be_called_before(o, due, around) &&
      is_given_up(p.since, around.timing.revoke_give_up, due, around))
    return effects{{given_up(p)}, {call_query{a.number}}};
  if (p.method == revoke_method::refund) return effects{{}, {call_query{a.number}}};
  if (p.method == revoke_method::revoke && window_is_over(o, around)) return turn_to_refund(p, o);
  if (!may_call_revoke(o, around)) return nothing();
  return effects{{}, {call_revoke{a.number, p.method}}};
}

decision revoke_after(const restarted& r, const revoking& p, const state& o,
                      const surroundings& around) {
  auto out = refunds_after(r, o);
  if (!r.engine_was_away) return out;
  auto& actions = std::get<effects>(out).actions;
  const auto& a = current_attempt(o);
  if (p.answered || p.method == revoke_method::refund)
    actions.emplace_back(call_query{a.number});
  else if (may_call_revoke(o, around))
    actions.emplace_back(call_revoke{a.number, p.method});
  return out;
}

}  // namespace sluice::order::rules
