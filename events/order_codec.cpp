#include "events/order_codec.hpp"

#include <algorithm>

#include "base/overloaded.hpp"

namespace sluice::codec {

// -- to Protobuf --------------------------------------------------------------------

namespace {

void write(const money& amount, v1::Money& out) {
  out.set_minor_units(amount.minor_units);
  out.set_currency(to_proto(amount.unit));
}

/// Messages are written over: what is not there must not be the last one's.
template <class Message>
void write_if(const std::optional<money>& amount, Message& out, void (Message::*clear)(),
              v1::Money* (Message::*field)()) {
  if (amount)
    write(*amount, *(out.*field)());
  else
    (out.*clear)();
}

void write(const order_accepted& e, v1::OrderAccepted& out) {
  out.set_merchant(e.order.merchant.value());
  out.set_order_no(e.order.number.value());
  out.set_business_type(to_proto(e.type));
  write(e.amount, *out.mutable_amount());
  out.set_masked_code(e.masked_code);
  out.set_description(e.description);
  out.set_body(e.body.data(), e.body.size());
  out.clear_route();
  for (const auto& channel : e.route) out.add_route(channel.value());
  if (e.not_after)
    out.set_not_after_ms(e.not_after->time_since_epoch().count());
  else
    out.clear_not_after_ms();
}

void write(const attempt_started& e, v1::AttemptStarted& out) {
  out.set_attempt(e.attempt.value());
  out.set_channel(e.channel.value());
  out.set_key(e.key.value());
}

void write(const payer_asked& e, v1::PayerAsked& out) {
  out.set_attempt(e.attempt.value());
  out.set_source(to_proto(e.from));
  out.set_code(e.code);
}

void write(const attempt_in_doubt& e, v1::AttemptInDoubt& out) {
  out.set_attempt(e.attempt.value());
  out.set_source(to_proto(e.from));
  out.set_code(e.code);
  out.set_suspected_failure(e.suspected_failure);
}

void write(const attempt_succeeded& e, v1::AttemptSucceeded& out) {
  out.set_attempt(e.attempt.value());
  out.set_source(to_proto(e.from));
  out.set_channel_reference(e.channel_reference);
}

void write(const attempt_failed& e, v1::AttemptFailed& out) {
  out.set_attempt(e.attempt.value());
  out.set_source(to_proto(e.from));
  out.set_code(e.code);
}

void write(const revoke_requested& e, v1::RevokeRequested& out) {
  out.set_attempt(e.attempt.value());
  out.set_reason(to_proto(e.reason));
  out.set_method(to_proto(e.method));
}

void write(const late_payment_found& e, v1::LatePaymentFound& out) {
  out.set_attempt(e.attempt.value());
  out.set_source(to_proto(e.from));
  out.set_channel_reference(e.channel_reference);
  write_if(e.held, out, &v1::LatePaymentFound::clear_held, &v1::LatePaymentFound::mutable_held);
}

void write(const revoke_answered& e, v1::RevokeAnswered& out) {
  out.set_attempt(e.attempt.value());
  out.set_money_returned(to_proto(e.money_returned));
  out.set_code(e.code);
}

void write(const order_revoked& e, v1::OrderRevoked& out) {
  out.set_attempt(e.attempt.value());
  out.set_money_returned(to_proto(e.money_returned));
}

void write(const result_conflicted& e, v1::ResultConflicted& out) {
  out.set_attempt(e.attempt.value());
  out.set_source(to_proto(e.from));
  out.set_finding(to_proto(e.found));
  out.set_code(e.code);
  out.set_detail(e.detail);
  out.set_question(e.asks ? to_proto(*e.asks) : v1::QUESTION_UNSPECIFIED);
}

void write(const refund_requested& e, v1::RefundRequested& out) {
  out.set_refund_no(e.refund.value());
  out.set_attempt(e.attempt.value());
  write(e.amount, *out.mutable_amount());
  out.set_body(e.body.data(), e.body.size());
  out.set_key(e.key.value());
  out.set_purpose(to_proto(e.purpose));
}

void write(const refund_in_doubt& e, v1::RefundInDoubt& out) {
  out.set_refund_no(e.refund.value());
  out.set_code(e.code);
}

void write(const refund_succeeded& e, v1::RefundSucceeded& out) {
  out.set_refund_no(e.refund.value());
  out.set_channel_reference(e.channel_reference);
}

void write(const refund_failed& e, v1::RefundFailed& out) {
  out.set_refund_no(e.refund.value());
  out.set_code(e.code);
}

void write(const operator_needed& e, v1::OperatorNeeded& out) {
  out.set_refund_no(e.refund.value());
  out.set_reason(e.reason);
  out.set_attempt(e.attempt.value());
  out.set_question(e.asks == money_question::none ? v1::QUESTION_UNSPECIFIED : to_proto(e.asks));
  write_if(e.asked, out, &v1::OperatorNeeded::clear_asked, &v1::OperatorNeeded::mutable_asked);
  write_if(e.held, out, &v1::OperatorNeeded::clear_held, &v1::OperatorNeeded::mutable_held);
}

void write(const order_resolved& e, v1::OrderResolved& out) {
  out.set_verdict(to_proto(e.verdict));
  out.set_operator_name(e.operator_name);
  out.set_reason(e.reason);
  out.set_refund_no(e.refund.value());
  out.set_attempt(e.attempt.value());
  write_if(e.held, out, &v1::OrderResolved::clear_held, &v1::OrderResolved::mutable_held);
}

}  // namespace

void to_proto(const order_event& event, v1::Payload& out) {
  std::visit(
      overloaded{
          [&](const order_accepted& e) { write(e, *out.mutable_order_accepted()); },
          [&](const attempt_started& e) { write(e, *out.mutable_attempt_started()); },
          [&](const payer_asked& e) { write(e, *out.mutable_payer_asked()); },
          [&](const attempt_in_doubt& e) { write(e, *out.mutable_attempt_in_doubt()); },
          [&](const attempt_succeeded& e) { write(e, *out.mutable_attempt_succeeded()); },
          [&](const attempt_failed& e) { write(e, *out.mutable_attempt_failed()); },
          [&](const order_paid& e) { out.mutable_order_paid()->set_attempt(e.attempt.value()); },
          [&](const order_failed& e) { out.mutable_order_failed()->set_code(e.code); },
          [&](const revoke_requested& e) { write(e, *out.mutable_revoke_requested()); },
          [&](const late_payment_found& e) { write(e, *out.mutable_late_payment_found()); },
          [&](const revoke_answered& e) { write(e, *out.mutable_revoke_answered()); },
          [&](const order_revoked& e) { write(e, *out.mutable_order_revoked()); },
          [&](const result_conflicted& e) { write(e, *out.mutable_result_conflicted()); },
          [&](const refund_requested& e) { write(e, *out.mutable_refund_requested()); },
          [&](const refund_in_doubt& e) { write(e, *out.mutable_refund_in_doubt()); },
          [&](const refund_succeeded& e) { write(e, *out.mutable_refund_succeeded()); },
          [&](const refund_failed& e) { write(e, *out.mutable_refund_failed()); },
          [&](const operator_needed& e) { write(e, *out.mutable_operator_needed()); },
          [&](const order_resolved& e) { write(e, *out.mutable_order_resolved()); },
      },
      event);
}

// -- from Protobuf ------------------------------------------------------------------

order_accepted from_proto(const v1::OrderAccepted& m, field_check& check) {
  order_accepted e;
  e.order = {check.name<merchant_id>("merchant", m.merchant()),
             check.name<order_no>("order_no", m.order_no())};
  e.type = check.value("business_type", m.business_type());
  e.amount = check.amount(m.has_amount(), m.amount());
  e.masked_code = m.masked_code();
  e.description = m.description();
  e.body = check.body(m.body());
  e.route.reserve(static_cast<std::size_t>(m.route_size()));
  for (const auto& channel : m.route()) e.route.push_back(check.name<channel_id>("route", channel));
  if (m.has_not_after_ms()) e.not_after = instant{millis{m.not_after_ms()}};
  return e;
}

attempt_started from_proto(const v1::AttemptStarted& m, field_check& check) {
  return {check.attempt(m.attempt()), check.name<channel_id>("channel", m.channel()),
          check.name<channel_key>("key", m.key())};
}

payer_asked from_proto(const v1::PayerAsked& m, field_check& check) {
  return {check.attempt(m.attempt()), check.value("source", m.source()), m.code()};
}

attempt_in_doubt from_proto(const v1::AttemptInDoubt& m, field_check& check) {
  return {check.attempt(m.attempt()), check.value("source", m.source()), m.code(),
          m.suspected_failure()};
}

attempt_succeeded from_proto(const v1::AttemptSucceeded& m, field_check& check) {
  return {check.attempt(m.attempt()), check.value("source", m.source()), m.channel_reference()};
}

attempt_failed from_proto(const v1::AttemptFailed& m, field_check& check) {
  return {check.attempt(m.attempt()), check.value("source", m.source()), m.code()};
}

order_paid from_proto(const v1::OrderPaid& m, field_check& check) {
  return {check.attempt(m.attempt())};
}

order_failed from_proto(const v1::OrderFailed& m, field_check&) { return {m.code()}; }

revoke_requested from_proto(const v1::RevokeRequested& m, field_check& check) {
  return {check.attempt(m.attempt()), check.value("reason", m.reason()),
          check.value("method", m.method())};
}

late_payment_found from_proto(const v1::LatePaymentFound& m, field_check& check) {
  return {check.attempt(m.attempt()), check.value("source", m.source()), m.channel_reference(),
          check.amount_if(m.has_held(), m.held())};
}

namespace {

/// Version 1 said "no" also when the channel had said nothing.
returned money_returned(bool said_yes, v1::MoneyReturned since_version_2, field_check& check) {
  if (since_version_2 != v1::MONEY_RETURNED_UNSPECIFIED)
    return check.value("money_returned", since_version_2);
  return said_yes ? returned::yes : returned::not_said;
}

}  // namespace

revoke_answered from_proto(const v1::RevokeAnswered& m, field_check& check) {
  return {check.attempt(m.attempt()), money_returned(m.said_yes(), m.money_returned(), check),
          m.code()};
}

order_revoked from_proto(const v1::OrderRevoked& m, field_check& check) {
  return {check.attempt(m.attempt()), money_returned(m.said_yes(), m.money_returned(), check)};
}

result_conflicted from_proto(const v1::ResultConflicted& m, field_check& check) {
  result_conflicted e{check.attempt(m.attempt()), check.value("source", m.source()),
                      check.value("finding", m.finding()), m.code(), m.detail()};
  if (m.question() != v1::QUESTION_UNSPECIFIED) e.asks = check.value("question", m.question());
  return e;
}

refund_requested from_proto(const v1::RefundRequested& m, field_check& check) {
  return {check.name<refund_no>("refund_no", m.refund_no()), check.attempt(m.attempt()),
          check.amount(m.has_amount(), m.amount()),          check.body(m.body()),
          check.name<channel_key>("key", m.key()),           check.value("purpose", m.purpose())};
}

refund_in_doubt from_proto(const v1::RefundInDoubt& m, field_check& check) {
  return {check.name<refund_no>("refund_no", m.refund_no()), m.code()};
}

refund_succeeded from_proto(const v1::RefundSucceeded& m, field_check& check) {
  return {check.name<refund_no>("refund_no", m.refund_no()), m.channel_reference()};
}

refund_failed from_proto(const v1::RefundFailed& m, field_check& check) {
  return {check.name<refund_no>("refund_no", m.refund_no()), m.code()};
}

operator_needed from_proto(const v1::OperatorNeeded& m, field_check& check) {
  operator_needed e{.refund = refund_no{m.refund_no()},
                    .reason = m.reason(),
                    .attempt = check.attempt_if(m.attempt()),
                    .asked = check.amount_if(m.has_asked(), m.asked()),
                    .held = check.amount_if(m.has_held(), m.held())};
  if (m.question() != v1::QUESTION_UNSPECIFIED) e.asks = check.value("question", m.question());
  return e;
}

order_resolved from_proto(const v1::OrderResolved& m, field_check& check) {
  return {check.value("verdict", m.verdict()),
          m.operator_name(),
          m.reason(),
          refund_no{m.refund_no()},
          check.attempt_if(m.attempt()),
          check.amount_if(m.has_held(), m.held())};
}

}  // namespace sluice::codec
