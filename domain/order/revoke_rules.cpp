#include "domain/order/rules.hpp"

// Taking an order back. It may be repeated, may fail, and races with the payer.

namespace sluice::rules {

bool can_be_taken_back(const order& o) noexcept {
  const auto& policy = policy_of(o.type);
  return policy.revocable || policy.closable;
}

decision begin_revoke(const order& o, revoke_reason why, const surroundings& around) {
  if (!can_be_taken_back(o))
    return reject(rejection_code::order_not_revocable, "order_no",
                  "orders of type " + std::string(name_of(o.type)) + " cannot be revoked");
  const auto& a = current_attempt(o);
  const auto method = policy_of(o.type).revocable ? revoke_method::revoke : revoke_method::close;
  effects out{{revoke_requested{a.number, why, method}}, {}};
  if (around.now >= a.started + around.timing.revoke_never_before)
    out.actions.emplace_back(call_revoke{a.number, method});
  return out;
}

namespace {

decision end_revoke(const revoking& p, const order& o) {
  return effects{{order_revoked{current_attempt(o).number, p.money_returned || p.paid_late}}, {}};
}

decision paid_while_revoking(const revoking& p, const order& o, const attempt_report& r,
                             const surroundings& around) {
  const late_payment_found late{r.attempt, r.from, r.channel_reference};
  if (p.method == revoke_method::close)  // a close gives nothing back: refund instead
    return effects{{late, order_revoked{r.attempt, false}, give_back(o, r.attempt, around)},
                   {call_refund{give_back(o, r.attempt, around).refund}}};
  if (p.paid_late && !p.answered) return nothing();
  return effects{{late}, {call_revoke{r.attempt, p.method}}};
}

}  // namespace

decision evidence_while_revoking(const revoking& p, const order& o, const attempt_report& r,
                                 const surroundings& around) {
  if (!is_current(o, r.attempt)) return after_the_end(o, r, around);
  switch (r.found) {
    case finding::paid: return paid_while_revoking(p, o, r, around);
    case finding::not_paid:
    case finding::not_sent: return end_revoke(p, o);
    case finding::not_found:
      return p.answered && r.from == source::query_answer ? end_revoke(p, o) : nothing();
    case finding::payer_paying:
    case finding::not_paid_yet:
    case finding::unknown:
    case finding::not_paid_if_query_agrees:
    case finding::not_paid_if_revoked: return nothing();
  }
  return nothing();
}

decision revoke_was_answered(const order& o, const revoke_report& r) {
  if (!is_current(o, r.attempt)) return nothing();
  switch (r.found) {
    case revoke_finding::done:
      return effects{{revoke_answered{r.attempt, r.money_returned.value_or(false), r.code}},
                     {call_query{r.attempt}}};
    case revoke_finding::again:
    case revoke_finding::unknown: return nothing();
    case revoke_finding::refused:
      return effects{{operator_needed{{}, "revoke_refused:" + r.code}}, {}};
    case revoke_finding::already_paid: return effects{{}, {call_query{r.attempt}}};
  }
  return nothing();
}

decision revoke_due(const revoking& p, const order& o, duty what, const surroundings& around) {
  const auto& a = current_attempt(o);
  if (what == duty::retry) return refunds_due(o, around);
  if (what == duty::query) {
    if (!p.answered) return nothing();
    if (around.now >= *p.answered + around.timing.confirm_give_up) return end_revoke(p, o);
    return effects{{}, {call_query{a.number}}};
  }
  if (p.answered) return nothing();
  if (around.now >= p.since + around.timing.revoke_give_up)
    return effects{{operator_needed{{}, "revoke_kept_failing"}}, {}};
  if (around.now < a.started + around.timing.revoke_never_before) return nothing();
  return effects{{}, {call_revoke{a.number, p.method}}};
}

}  // namespace sluice::rules
