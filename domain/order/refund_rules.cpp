#include <algorithm>

#include "base/invariant.hpp"
#include "base/time_text.hpp"
#include "domain/order/rules.hpp"

// Refunds that the merchant asks for, and give-backs of the engine's own. Each goes to the attempt
// that holds the money, and together they never take more than it holds.

namespace sluice::order::rules {

namespace {

bool is_open(const refund& r) noexcept {
  return r.state == refund::status::requested || r.state == refund::status::in_doubt;
}

decision too_large(const attempt& a, money left) {
  return reject(
      rejection_code::refund_exceeds_paid, "amount_minor",
      "at most " + std::to_string(left.minor_units) + " of " + std::to_string(a.held->minor_units) +
          " minor units can still be refunded (refunds of unknown outcome count)");
}

/// Counted are those that may have moved money; the engine's own give-backs are apart.
bool are_too_many(const state& o, const surroundings& around) {
  const auto count = std::count_if(o.refunds.begin(), o.refunds.end(), [](const refund& r) {
    return r.purpose == refund_purpose::merchant && r.state != refund::status::failed;
  });
  return count >= static_cast<std::ptrdiff_t>(around.most_refunds);
}

decision too_many(const surroundings& around) {
  return reject(rejection_code::too_many_refunds, "refund_no",
                "an order can have at most " + std::to_string(around.most_refunds) +
                    " refunds that have not failed, and this one has so many");
}

decision too_late(const attempt& paying) {
  return reject(rejection_code::refund_too_late, "order_no",
                "channel " + paying.channel.value() + " takes no refund of it any more: it was " +
                    "paid at " + rfc3339(paying.paid_at) + "; give the money back in another way");
}

}  // namespace

decision request_refund(const state& o, const refund_order& c, const surroundings& around) {
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
  const auto* paying = paying_attempt(o);
  SLUICE_INVARIANT(paying != nullptr && paying->held.has_value());
  const auto until = around.timing.windows.refund.end(paying->paid_at);
  if (until && around.now >= *until) return too_late(*paying);
  const auto left = left_on(o, *paying);
  if (c.amount.minor_units > left.minor_units) return too_large(*paying, left);
  if (are_too_many(o, around)) return too_many(around);
  return effects{{refund_requested{c.refund, paying->number, c.amount, c.body,
                                   around.numbers.of_refund(paying->channel, o.id, c.refund),
                                   refund_purpose::merchant, c.hold}},
                 {call_refund{c.refund}}};
}

refund_requested give_back(const state& o, attempt_no attempt, money amount, refund_purpose why,
                           const surroundings& around) {
  // '.' is no character of a name: a merchant's refund number can never be equal to this one.
  auto text = std::string(why == refund_purpose::release ? "release." : "late.") +
              std::to_string(attempt.value());
  const auto earlier = std::count_if(o.refunds.begin(), o.refunds.end(), [&](const refund& r) {
    return r.attempt == attempt && r.purpose == why;
  });
  if (earlier > 0) text += '.' + std::to_string(earlier + 1);
  const refund_no number{std::move(text)};
  const auto& channel = find_attempt(o, attempt)->channel;
  return {number, attempt, amount, {}, around.numbers.of_refund(channel, o.id, number), why};
}

bool is_given_back(const state& o, attempt_no n) {
  return std::any_of(o.refunds.begin(), o.refunds.end(), [&](const refund& r) {
    return r.attempt == n && r.purpose == refund_purpose::late_payment &&
           r.state != refund::status::failed;
  });
}

namespace {

bool is_release_of(const state& o, const refund& r) {
  return r.purpose == refund_purpose::release && std::holds_alternative<authorized>(o.now);
}

/// Our own debt to the payer does not lapse because the channel refuses: a person must see it. What
/// was held may be gone already, which a query can say.
decision give_back_refused(const state& o, const refund& known, const refund_report& r) {
  if (known.state == refund::status::needs_operator) return nothing();
  effects out{
      {operator_needed{
          .refund = r.refund, .reason = "give_back_refused:" + r.code, .attempt = known.attempt}},
      {}};
  if (is_release_of(o, known)) out.actions.emplace_back(call_query{known.attempt});
  return out;
}

/// Done, they say, but with another amount than we asked for: a person has to see both.
decision other_amount_moved(const refund& known, const refund_report& r) {
  if (known.moved == r.amount) return nothing();
  return effects{{operator_needed{.refund = r.refund,
                                  .reason = "another_amount",
                                  .attempt = known.attempt,
                                  .asked = known.amount,
                                  .held = r.amount}},
                 {}};
}

/// The channel undoes the payment no more, and has not: the money goes back by a refund, which has
/// a number of its own.
decision refund_instead(const state& o, const refund& known, const refund_report& r,
                        const surroundings& around) {
  if (!is_open(known) || known.purpose != refund_purpose::late_payment) return nothing();
  // Only what came first can have been an undoing.
  const auto earliest = std::ranges::find(o.refunds, known.attempt, &refund::attempt);
  if (&*earliest != &known) return give_back_refused(o, known, r);
  auto again = give_back(o, known.attempt, known.amount, known.purpose, around);
  const call_refund call{again.refund};
  return effects{{refund_failed{r.refund, r.code}, std::move(again)}, {call}};
}

/// Neither done nor failed: the channel holds the money, and a person says where it goes. One that
/// has just been sent on may still be shown as it was.
decision nowhere_to_go(const refund& known, const refund_report& r, const surroundings& around) {
  if (!is_open(known)) return nothing();
  const bool may_be_on_its_way =
      known.sent_on && r.found == refund_finding::stuck &&
      !has_lasted(known.sent_on_at, around.timing.visibility_delay, around);
  if (may_be_on_its_way) return nothing();
  return effects{
      {operator_needed{
          .refund = r.refund,
          .reason = std::string(stuck_reason) + r.code,
          .attempt = known.attempt,
          .channel_reference = r.can_be_sent_on ? r.channel_reference : known.channel_reference}},
      {}};
}

decision refunded(const state& o, const refund& known, const refund_report& r) {
  effects out{{refund_succeeded{r.refund, r.channel_reference, r.told}}, {}};
  if (is_release_of(o, known)) out.events.emplace_back(order_revoked{known.attempt, returned::yes});
  return out;
}

}  // namespace

decision weigh_refund(const state& o, const refund_report& r, const surroundings& around) {
  const auto* known = find_refund(o, r.refund);
  if (known == nullptr || known->state == refund::status::done ||
      known->state == refund::status::failed)
    return nothing();
  switch (r.found) {
    case refund_finding::done:
      if (r.amount && *r.amount != known->amount) return other_amount_moved(*known, r);
      return refunded(o, *known, r);
    case refund_finding::failed:
      if (known->purpose != refund_purpose::merchant) return give_back_refused(o, *known, r);
      return effects{{refund_failed{r.refund, r.code}}, {}};
    case refund_finding::accepted:
    case refund_finding::unknown:
      if (known->state != refund::status::requested) return nothing();
      return effects{{refund_in_doubt{r.refund, r.code}}, {}};
    case refund_finding::not_refunded:
      // A person decides, or has: sending it as before could pay twice.
      if (!is_open(*known) || known->sent_on) return nothing();
      return effects{{}, {call_refund{r.refund}}};
    case refund_finding::too_late: return refund_instead(o, *known, r, around);
    case refund_finding::stuck:
    case refund_finding::not_sent_on: return nowhere_to_go(*known, r, around);
  }
  return nothing();
}

decision refunds_due(const state& o, const fall_due& due, const surroundings& around) {
  effects out;
  for (const auto& r : o.refunds) {
    if (!is_open(r)) continue;
    if (is_given_up(begun(r), around.timing.refund_give_up, due, around))
      out.events.emplace_back(operator_needed{
          .refund = r.number, .reason = "refund_not_resolved", .attempt = r.attempt});
    else
      out.actions.emplace_back(call_refund_query{r.number});
  }
  return out;
}

decision refunds_after(const restarted& again, const state& o) {
  effects out;
  if (!again.engine_was_away) return out;
  for (const auto& r : o.refunds)
    if (is_open(r)) out.actions.emplace_back(call_refund_query{r.number});
  return out;
}

}  // namespace sluice::order::rules
