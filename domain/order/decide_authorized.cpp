#include "base/overloaded.hpp"
#include "domain/order/decide.hpp"
#include "domain/order/rules.hpp"

// Money that the payer has let be held (预授权): a capture takes of it, once, as an attempt of its
// own; what no capture takes in time is let go.

namespace sluice::order::rules {
namespace {

decision reject_capture(const state& o) {
  if (!o.attempts.empty() && o.attempts.back().is_capture() && !is_final(o.now))
    return reject(rejection_code::nothing_to_capture, "order_no",
                  "another capture is under way; wait for its result");
  const auto message =
      policy_of(o.type).captured_later
          ? "the order is " + std::string(name_of(o.now)) + "; capture one that is authorized, once"
          : "orders of type " + std::string(name_of(o.type)) +
                " hold nothing: they are paid at once";
  return reject(rejection_code::nothing_to_capture, "order_no", message);
}

decision request_capture(const state& o, const capture& c, const surroundings& around) {
  if (is_being_released(o))
    return reject(rejection_code::nothing_to_capture, "order_no",
                  "what was held for the order is being let go");
  if (c.amount.minor_units <= 0)
    return reject(
        rejection_code::amount_must_be_positive, "amount_minor", "must be at least 1 minor unit");
  if (c.amount.unit != o.amount.unit)
    return reject(rejection_code::capture_currency_differs, "currency",
                  "the money is held in " + std::string(name_of(o.amount.unit)) +
                      "; capture it in the same currency");
  const auto& holder = *authorized_attempt(o);
  const auto left = left_on(o, holder);
  if (c.amount.minor_units > left.minor_units)
    return reject(rejection_code::capture_exceeds_authorized, "amount_minor",
                  "at most " + std::to_string(left.minor_units) + " minor units are held");
  const attempt_no next{static_cast<std::uint16_t>(o.attempts.size() + 1)};
  const auto key = around.numbers.of_attempt(holder.channel, o.id, next);
  return effects{{capture_requested{next, c.amount, key}}, {call_pay{next}}};
}

decision let_go(const state& o, const surroundings& around) {
  if (is_being_released(o)) return nothing();  // the same request, the same answer
  const auto& holder = *authorized_attempt(o);
  auto release = give_back(o, holder.number, left_on(o, holder), refund_purpose::release, around);
  const call_refund call{release.refund};
  return effects{{std::move(release)}, {call}};
}

decision held_due(const state& o, const fall_due& due, const surroundings& around) {
  if (due.what != duty::revoke) return due_after_the_end(o, due, around);
  const auto end = around.timing.windows.capture.end(authorized_attempt(o)->paid_at);
  return end && around.now >= *end ? let_go(o, around) : nothing();
}

/// What a query does not find held any more was let go at the channel, by its own time or by hand.
decision evidence(const state& o, const attempt_report& r, const surroundings& around) {
  if (r.attempt != authorized_attempt(o)->number) return after_the_end(o, r, around);
  if (r.found != finding::not_paid) return nothing();
  if (r.from != source::query_answer) return ask_about(r);
  return effects{{order_revoked{r.attempt, returned::yes}}, {}};
}

}  // namespace

decision capture_elsewhere(const state& o, const capture& c) {
  const bool is_repeated =
      !o.attempts.empty() && o.attempts.back().is_capture() && o.attempts.back().asked == c.amount;
  return is_repeated ? nothing() : reject_capture(o);
}

decision decide_in(const authorized&, const state& o, const command& given,
                   const surroundings& around) {
  return std::visit(
      overloaded{
          [&](const pay& c) { return repeat_pay(o, c); },
          [&](const revoke&) { return let_go(o, around); },
          [](const refund_order&) { return not_paid_yet(); },
          [&](const capture& c) { return request_capture(o, c, around); },
          [](const verify_payer&) { return no_code_wanted(); },
          [&](const resolve& c) { return resolve_by_person(o, c, around); },
          [&](const attempt_report& r) { return evidence(o, r, around); },
          [](const revoke_report&) { return nothing(); },
          [&](const refund_report& r) { return weigh_refund(o, r, around); },
          [&](const fall_due& d) { return held_due(o, d, around); },
          [](const risk_answer&) { return nothing(); },
          [](const code_answer&) { return nothing(); },
          [](const start_held&) { return nothing(); },
          [&](const restarted& r) { return refunds_after(r, o); },
      },
      given);
}

}  // namespace sluice::order::rules
