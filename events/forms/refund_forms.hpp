#pragma once
/// Refunds, a merchant's and the engine's own.

#include "base/hex.hpp"
#include "domain/order/state.hpp"
#include "events/forms/hold_part.hpp"
#include "events/forms/receipt_part.hpp"

namespace sluice::codec {

template <>
struct form<order::refund_requested> {
  static constexpr auto number = v1::Payload::kRefundRequested;
  static constexpr auto message = &v1::Payload::mutable_refund_requested;

  static void write(const order::refund_requested& e, v1::RefundRequested& out) {
    out.set_refund_no(e.refund.value());
    out.set_attempt(e.attempt.value());
    write_money(e.amount, *out.mutable_amount());
    out.set_body(e.body.data(), e.body.size());
    out.set_key(e.key.value());
    out.set_purpose(to_proto(e.purpose));
    if (e.hold)
      write_hold(*e.hold, *out.mutable_hold());
    else
      out.clear_hold();
  }
  static order::refund_requested read(const v1::RefundRequested& m, field_check& check) {
    return {check.name<refund_no>("refund_no", m.refund_no()), check.attempt(m.attempt()),
            check.amount(m.has_amount(), m.amount()),          check.body(m.body()),
            check.name<channel_key>("key", m.key()),           check.value("purpose", m.purpose()),
            read_hold_if(m.has_hold(), m.hold(), check)};
  }
  static json fields(const order::refund_requested& e) {
    json out{{"refund_no", e.refund.value()},
             {"attempt", e.attempt.value()},
             {"amount_minor", e.amount.minor_units},
             {"currency", name_of(e.amount.unit)},
             {"body", hex(e.body.data(), e.body.size())},
             {"key", e.key.value()},
             {"purpose", name_of(e.purpose)}};
    if (e.hold) out["hold"] = fields_of(*e.hold);
    return out;
  }
};

template <>
struct form<order::refund_in_doubt> {
  static constexpr auto number = v1::Payload::kRefundInDoubt;
  static constexpr auto message = &v1::Payload::mutable_refund_in_doubt;

  static void write(const order::refund_in_doubt& e, v1::RefundInDoubt& out) {
    out.set_refund_no(e.refund.value());
    out.set_code(e.code);
  }
  static order::refund_in_doubt read(const v1::RefundInDoubt& m, field_check& check) {
    return {check.name<refund_no>("refund_no", m.refund_no()), m.code()};
  }
  static json fields(const order::refund_in_doubt& e) {
    return {{"refund_no", e.refund.value()}, {"code", e.code}};
  }
};

template <>
struct form<order::refund_succeeded> {
  static constexpr auto number = v1::Payload::kRefundSucceeded;
  static constexpr auto message = &v1::Payload::mutable_refund_succeeded;

  static void write(const order::refund_succeeded& e, v1::RefundSucceeded& out) {
    out.set_refund_no(e.refund.value());
    out.set_channel_reference(e.channel_reference);
    write_receipt(e.told, out);
  }
  static order::refund_succeeded read(const v1::RefundSucceeded& m, field_check& check) {
    return {check.name<refund_no>("refund_no", m.refund_no()), m.channel_reference(),
            read_receipt(m, check)};
  }
  static json fields(const order::refund_succeeded& e) {
    json out{{"refund_no", e.refund.value()}, {"channel_reference", e.channel_reference}};
    show_receipt(out, e.told);
    return out;
  }
};

template <>
struct form<order::refund_failed> {
  static constexpr auto number = v1::Payload::kRefundFailed;
  static constexpr auto message = &v1::Payload::mutable_refund_failed;

  static void write(const order::refund_failed& e, v1::RefundFailed& out) {
    out.set_refund_no(e.refund.value());
    out.set_code(e.code);
  }
  static order::refund_failed read(const v1::RefundFailed& m, field_check& check) {
    return {check.name<refund_no>("refund_no", m.refund_no()), m.code()};
  }
  static json fields(const order::refund_failed& e) {
    return {{"refund_no", e.refund.value()}, {"code", e.code}};
  }
};

template <>
struct form<order::refund_sent_on> {
  static constexpr auto number = v1::Payload::kRefundSentOn;
  static constexpr auto message = &v1::Payload::mutable_refund_sent_on;

  static void write(const order::refund_sent_on& e, v1::RefundSentOn& out) {
    out.set_refund_no(e.refund.value());
    out.set_verdict(to_proto(e.verdict));
    out.set_card_shown(e.card_shown);
    out.set_operator_name(e.operator_name);
    out.set_reason(e.reason);
  }
  static order::refund_sent_on read(const v1::RefundSentOn& m, field_check& check) {
    order::refund_sent_on e{
        check.name<refund_no>("refund_no", m.refund_no()), check.value("verdict", m.verdict()),
        m.card_shown(), m.operator_name(), m.reason()};
    if (!sends_on(e.verdict)) check.fail("verdict", "must send the refund to a card");
    return e;
  }
  static json fields(const order::refund_sent_on& e) {
    json out{{"refund_no", e.refund.value()}, {"verdict", name_of(e.verdict)}};
    if (!e.card_shown.empty()) out["card"] = e.card_shown;
    out["operator_name"] = e.operator_name;
    out["reason"] = e.reason;
    return out;
  }
};

}  // namespace sluice::codec
