#pragma once
/// Orders that are taken back, and money that came too late.

#include "domain/order/state.hpp"
#include "events/forms/receipt_part.hpp"

namespace sluice::codec {

template <>
struct form<order::revoke_requested> {
  static constexpr auto number = v1::Payload::kRevokeRequested;
  static constexpr auto message = &v1::Payload::mutable_revoke_requested;

  static void write(const order::revoke_requested& e, v1::RevokeRequested& out) {
    out.set_attempt(e.attempt.value());
    out.set_reason(to_proto(e.reason));
    out.set_method(to_proto(e.method));
  }
  static order::revoke_requested read(const v1::RevokeRequested& m, field_check& check) {
    return {check.attempt(m.attempt()), check.value("reason", m.reason()),
            check.value("method", m.method())};
  }
  static json fields(const order::revoke_requested& e) {
    return {{"attempt", e.attempt.value()},
            {"reason", name_of(e.reason)},
            {"method", name_of(e.method)}};
  }
};

template <>
struct form<order::late_payment_found> {
  static constexpr auto number = v1::Payload::kLatePaymentFound;
  static constexpr auto message = &v1::Payload::mutable_late_payment_found;

  static void write(const order::late_payment_found& e, v1::LatePaymentFound& out) {
    out.set_attempt(e.attempt.value());
    out.set_source(to_proto(e.from));
    out.set_channel_reference(e.channel_reference);
    write_if(e.held, out, &v1::LatePaymentFound::clear_held, &v1::LatePaymentFound::mutable_held);
    write_receipt(e.told, out);
  }
  static order::late_payment_found read(const v1::LatePaymentFound& m, field_check& check) {
    return {check.attempt(m.attempt()), check.value("source", m.source()), m.channel_reference(),
            check.amount_if(m.has_held(), m.held()), read_receipt(m, check)};
  }
  static json fields(const order::late_payment_found& e) {
    json out{{"attempt", e.attempt.value()},
             {"source", name_of(e.from)},
             {"channel_reference", e.channel_reference}};
    show_if(out, "held", e.held);
    show_receipt(out, e.told);
    return out;
  }
};

/// Version 1 said "no" also when the channel had said nothing.
inline order::returned money_returned(bool said_yes, v1::MoneyReturned since_version_2,
                                      field_check& check) {
  if (since_version_2 != v1::MONEY_RETURNED_UNSPECIFIED)
    return check.value("money_returned", since_version_2);
  return said_yes ? order::returned::yes : order::returned::not_said;
}

template <>
struct form<order::revoke_answered> {
  static constexpr auto number = v1::Payload::kRevokeAnswered;
  static constexpr auto message = &v1::Payload::mutable_revoke_answered;

  static void write(const order::revoke_answered& e, v1::RevokeAnswered& out) {
    out.set_attempt(e.attempt.value());
    out.set_money_returned(to_proto(e.money_returned));
    out.set_code(e.code);
  }
  static order::revoke_answered read(const v1::RevokeAnswered& m, field_check& check) {
    return {check.attempt(m.attempt()), money_returned(m.said_yes(), m.money_returned(), check),
            m.code()};
  }
  static json fields(const order::revoke_answered& e) {
    return {{"attempt", e.attempt.value()},
            {"money_returned", name_of(e.money_returned)},
            {"code", e.code}};
  }
};

template <>
struct form<order::order_revoked> {
  static constexpr auto number = v1::Payload::kOrderRevoked;
  static constexpr auto message = &v1::Payload::mutable_order_revoked;

  static void write(const order::order_revoked& e, v1::OrderRevoked& out) {
    out.set_attempt(e.attempt.value());
    out.set_money_returned(to_proto(e.money_returned));
  }
  static order::order_revoked read(const v1::OrderRevoked& m, field_check& check) {
    return {check.attempt(m.attempt()), money_returned(m.said_yes(), m.money_returned(), check)};
  }
  static json fields(const order::order_revoked& e) {
    return {{"attempt", e.attempt.value()}, {"money_returned", name_of(e.money_returned)}};
  }
};

}  // namespace sluice::codec
