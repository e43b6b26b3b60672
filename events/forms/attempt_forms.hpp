#pragma once
/// Attempts: what was tried at a channel, and what came of it.

#include "domain/order/state.hpp"
#include "events/forms/receipt_part.hpp"

namespace sluice::codec {

template <>
struct form<order::attempt_started> {
  static constexpr auto number = v1::Payload::kAttemptStarted;
  static constexpr auto message = &v1::Payload::mutable_attempt_started;

  static void write(const order::attempt_started& e, v1::AttemptStarted& out) {
    out.set_attempt(e.attempt.value());
    out.set_channel(e.channel.value());
    out.set_key(e.key.value());
  }
  static order::attempt_started read(const v1::AttemptStarted& m, field_check& check) {
    return {check.attempt(m.attempt()), check.name<channel_id>("channel", m.channel()),
            check.name<channel_key>("key", m.key())};
  }
  static json fields(const order::attempt_started& e) {
    return {{"attempt", e.attempt.value()}, {"channel", e.channel.value()}, {"key", e.key.value()}};
  }
};

template <>
struct form<order::payer_asked> {
  static constexpr auto number = v1::Payload::kPayerAsked;
  static constexpr auto message = &v1::Payload::mutable_payer_asked;
  static constexpr auto privately = std::to_array<int>({v1::PayerAsked::kContentFieldNumber});

  static void write(const order::payer_asked& e, v1::PayerAsked& out) {
    out.set_attempt(e.attempt.value());
    out.set_source(to_proto(e.from));
    out.set_code(e.code);
    out.set_action(e.action ? to_proto(e.action->kind) : v1::PAYER_ACTION_KIND_UNSPECIFIED);
    if (e.action)
      out.set_content(readable(e.action->content));
    else
      out.clear_content();
  }
  static order::payer_asked read(const v1::PayerAsked& m, field_check& check) {
    order::payer_asked e{check.attempt(m.attempt()), check.value("source", m.source()), m.code()};
    if (m.action() != v1::PAYER_ACTION_KIND_UNSPECIFIED)
      e.action = payer_action{check.value("action", m.action()), check.private_field(m.content())};
    else if (!m.content().empty())
      check.fail("content", "of no action");
    return e;
  }
  static json fields(const order::payer_asked& e) {
    json out{{"attempt", e.attempt.value()}, {"source", name_of(e.from)}, {"code", e.code}};
    if (!e.action) return out;
    out["action"] = name_of(e.action->kind);
    show_private(out, "content", e.action->content);
    return out;
  }
};

template <>
struct form<order::code_given> {
  static constexpr auto number = v1::Payload::kCodeGiven;
  static constexpr auto message = &v1::Payload::mutable_code_given;

  static void write(const order::code_given& e, v1::CodeGiven& out) {
    out.set_attempt(e.attempt.value());
    out.set_number(e.number);
  }
  static order::code_given read(const v1::CodeGiven& m, field_check& check) {
    return {check.attempt(m.attempt()), check.code_number(m.number())};
  }
  static json fields(const order::code_given& e) {
    return {{"attempt", e.attempt.value()}, {"number", e.number}};
  }
};

template <>
struct form<order::attempt_in_doubt> {
  static constexpr auto number = v1::Payload::kAttemptInDoubt;
  static constexpr auto message = &v1::Payload::mutable_attempt_in_doubt;

  static void write(const order::attempt_in_doubt& e, v1::AttemptInDoubt& out) {
    out.set_attempt(e.attempt.value());
    out.set_source(to_proto(e.from));
    out.set_code(e.code);
    out.set_suspected_failure(e.suspected_failure);
  }
  static order::attempt_in_doubt read(const v1::AttemptInDoubt& m, field_check& check) {
    return {check.attempt(m.attempt()), check.value("source", m.source()), m.code(),
            m.suspected_failure()};
  }
  static json fields(const order::attempt_in_doubt& e) {
    return {{"attempt", e.attempt.value()},
            {"source", name_of(e.from)},
            {"code", e.code},
            {"suspected_failure", e.suspected_failure}};
  }
};

template <>
struct form<order::attempt_succeeded> {
  static constexpr auto number = v1::Payload::kAttemptSucceeded;
  static constexpr auto message = &v1::Payload::mutable_attempt_succeeded;

  static void write(const order::attempt_succeeded& e, v1::AttemptSucceeded& out) {
    out.set_attempt(e.attempt.value());
    out.set_source(to_proto(e.from));
    out.set_channel_reference(e.channel_reference);
    write_receipt(e.told, out);
  }
  static order::attempt_succeeded read(const v1::AttemptSucceeded& m, field_check& check) {
    return {check.attempt(m.attempt()), check.value("source", m.source()), m.channel_reference(),
            read_receipt(m, check)};
  }
  static json fields(const order::attempt_succeeded& e) {
    json out{{"attempt", e.attempt.value()},
             {"source", name_of(e.from)},
             {"channel_reference", e.channel_reference}};
    show_receipt(out, e.told);
    return out;
  }
};

template <>
struct form<order::order_authorized> {
  static constexpr auto number = v1::Payload::kOrderAuthorized;
  static constexpr auto message = &v1::Payload::mutable_order_authorized;

  static void write(const order::order_authorized& e, v1::OrderAuthorized& out) {
    out.set_attempt(e.attempt.value());
  }
  static order::order_authorized read(const v1::OrderAuthorized& m, field_check& check) {
    return {check.attempt(m.attempt())};
  }
  static json fields(const order::order_authorized& e) { return {{"attempt", e.attempt.value()}}; }
};

template <>
struct form<order::capture_requested> {
  static constexpr auto number = v1::Payload::kCaptureRequested;
  static constexpr auto message = &v1::Payload::mutable_capture_requested;

  static void write(const order::capture_requested& e, v1::CaptureRequested& out) {
    out.set_attempt(e.attempt.value());
    write_money(e.amount, *out.mutable_amount());
    out.set_key(e.key.value());
  }
  static order::capture_requested read(const v1::CaptureRequested& m, field_check& check) {
    return {check.attempt(m.attempt()), check.amount(m.has_amount(), m.amount()),
            check.name<channel_key>("key", m.key())};
  }
  static json fields(const order::capture_requested& e) {
    return {{"attempt", e.attempt.value()},
            {"amount_minor", e.amount.minor_units},
            {"currency", name_of(e.amount.unit)},
            {"key", e.key.value()}};
  }
};

template <>
struct form<order::attempt_failed> {
  static constexpr auto number = v1::Payload::kAttemptFailed;
  static constexpr auto message = &v1::Payload::mutable_attempt_failed;

  static void write(const order::attempt_failed& e, v1::AttemptFailed& out) {
    out.set_attempt(e.attempt.value());
    out.set_source(to_proto(e.from));
    out.set_code(e.code);
  }
  static order::attempt_failed read(const v1::AttemptFailed& m, field_check& check) {
    return {check.attempt(m.attempt()), check.value("source", m.source()), m.code()};
  }
  static json fields(const order::attempt_failed& e) {
    return {{"attempt", e.attempt.value()}, {"source", name_of(e.from)}, {"code", e.code}};
  }
};

}  // namespace sluice::codec
