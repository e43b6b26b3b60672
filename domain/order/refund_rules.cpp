#include <algorithm>

#include "base/invariant.hpp"
#include "domain/order/rules.hpp"

namespace sluice::rules {

namespace {

bool is_open(const refund& r) noexcept {
  return r.state == refund::status::requested || r.state == refund::status::in_doubt;
}

decision too_large(const order& o, money left) {
  return reject(rejection_code::refund_exceeds_paid, "amount_minor",
                "at most " + std::to_string(left.minor_units) + " of " +
                    std::to_string(o.amount.minor_units) +
                    " minor units can still be refunded (refunds of unknown outcome count)");
}

}  // namespace

decision request_refund(const order& o, const refund_order& c, const surroundings& around) {
  if (const auto* known = find_refund(o, c.refund)) {
    if (known->body == c.body) return nothing();
    return reject(rejection_code::refund_number_reused, "refund_no",
                  "this refund_no was used before with another body; use a new one, or repeat the "
                  "first request unchanged");
  }
  if (!policy_of(o.type).refundable)
    return reject(rejection_code::order_not_refundable, "order_no",
                  "orders of type " + std::string(name_of(o.type)) + " cannot be refunded");
  if (c.amount.minor_units <= 0)
    return reject(
        rejection_code::amount_must_be_positive, "amount_minor", "must be at least 1 minor unit");
  if (c.amount.unit != o.amount.unit)
    return reject(rejection_code::refund_currency_differs, "currency",
                  "the order was paid in " + std::string(name_of(o.amount.unit)) +
                      "; refund it in the same currency");
  const auto left = subtract(o.amount, committed_refunds(o));
  SLUICE_INVARIANT(left.has_value());
  if (c.amount.minor_units > left->minor_units) return too_large(o, *left);
  return effects{{refund_requested{c.refund, current_attempt(o).number, c.amount, c.body,
                                   around.fresh_key, refund_purpose::merchant}},
                 {call_refund{c.refund}}};
}

refund_requested give_back(const order& o, attempt_no attempt, const surroundings& around) {
  // '.' is no character of a name: a merchant's refund number can never be equal to this one.
  const refund_no number{"late." + std::to_string(attempt.value())};
  return {number, attempt, o.amount, {}, around.fresh_key, refund_purpose::late_payment};
}

decision weigh_refund(const order& o, const refund_report& r) {
  const auto* known = find_refund(o, r.refund);
  if (known == nullptr || known->state == refund::status::done ||
      known->state == refund::status::failed)
    return nothing();
  switch (r.found) {
    case refund_finding::done:
      return effects{{refund_succeeded{r.refund, r.channel_reference}}, {}};
    case refund_finding::failed:
      // Our own debt to the payer does not lapse because the channel refuses: a person must see it.
      if (known->purpose == refund_purpose::late_payment)
        return known->state == refund::status::needs_operator
                   ? nothing()
                   : effects{{operator_needed{r.refund, "give_back_refused:" + r.code}}, {}};
      return effects{{refund_failed{r.refund, r.code}}, {}};
    case refund_finding::accepted:
    case refund_finding::unknown:
      if (known->state != refund::status::requested) return nothing();
      return effects{{refund_in_doubt{r.refund, r.code}}, {}};
    case refund_finding::not_refunded:
      if (!is_open(*known)) return nothing();  // a person decides; sending now could pay twice
      return effects{{}, {call_refund{r.refund}}};
  }
  return nothing();
}

decision refunds_due(const order& o, const surroundings& around) {
  effects out;
  for (const auto& r : o.refunds) {
    if (!is_open(r)) continue;
    if (around.now >= r.requested + around.timing.refund_give_up)
      out.events.emplace_back(operator_needed{r.number, "refund_not_resolved"});
    else
      out.actions.emplace_back(call_refund_query{r.number});
  }
  return out;
}

decision refunds_after(const restarted& again, const order& o) {
  effects out;
  if (!again.engine_was_away) return out;
  for (const auto& r : o.refunds)
    if (is_open(r)) out.actions.emplace_back(call_refund_query{r.number});
  return out;
}

bool is_repeated(const std::optional<order_resolved>& last, const resolve& c) {
  return last && last->verdict == c.verdict && last->operator_name == c.operator_name &&
         last->reason == c.reason;
}

decision resolve_refund(const order& o, const resolve& c) {
  const auto* known = find_refund(o, c.refund);
  if (known == nullptr)
    return reject(rejection_code::refund_not_found, "refund_no",
                  "the order has no refund with this refund_no");
  if (is_repeated(known->resolved, c)) return nothing();
  if (known->state == refund::status::done || known->state == refund::status::failed)
    return reject(rejection_code::order_needs_no_operator, "refund_no",
                  "the refund has ended; nothing is left to resolve");
  if (c.verdict != resolution::refunded && c.verdict != resolution::not_refunded)
    return reject(
        rejection_code::resolution_unknown, "resolution", "for a refund: refunded or not_refunded");
  return effects{{order_resolved{c.verdict, c.operator_name, c.reason, c.refund}}, {}};
}

decision resolve_order(const order& o, const resolve& c) {
  if (!c.refund.value().empty()) return resolve_refund(o, c);
  if (c.verdict == resolution::refunded || c.verdict == resolution::not_refunded)
    return reject(
        rejection_code::resolution_unknown, "resolution", "for an order: paid, failed or revoked");
  return effects{{order_resolved{c.verdict, c.operator_name, c.reason, {}}}, {}};
}

}  // namespace sluice::rules
