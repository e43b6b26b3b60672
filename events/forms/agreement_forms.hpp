#pragma once
/// Agreements: who wanted one, what the payer was shown, what became of it.

#include "base/hex.hpp"
#include "base/time_text.hpp"
#include "domain/agreement/event.hpp"
#include "events/forms/form.hpp"

namespace sluice::codec {

template <>
struct form<agreement::requested> {
  static constexpr auto number = v1::Payload::kAgreementRequested;
  static constexpr auto message = &v1::Payload::mutable_agreement_requested;

  static void write(const agreement::requested& e, v1::AgreementRequested& out) {
    out.set_channel(e.channel.value());
    out.set_key(e.key.value());
    out.set_type(to_proto(e.type));
    out.set_body(e.body.data(), e.body.size());
    out.set_not_after_ms(e.not_after.time_since_epoch().count());
    out.set_signed_while_paying(e.signed_while_paying);
    out.set_card_shown(e.card_shown);
  }
  static agreement::requested read(const v1::AgreementRequested& m, field_check& check) {
    return {.channel = check.name<channel_id>("channel", m.channel()),
            .key = check.name<channel_key>("key", m.key()),
            .type = check.value("type", m.type()),
            .body = check.body(m.body()),
            .not_after = instant{millis{m.not_after_ms()}},
            .signed_while_paying = m.signed_while_paying(),
            .card_shown = m.card_shown()};
  }
  static json fields(const agreement::requested& e) {
    json out{{"channel", e.channel.value()},
             {"key", e.key.value()},
             {"business_type", name_of(e.type)},
             {"body", hex(e.body)},
             {"not_after", rfc3339(e.not_after)}};
    if (e.signed_while_paying) out["signed_while_paying"] = true;
    if (!e.card_shown.empty()) out["card"] = e.card_shown;
    return out;
  }
};

template <>
struct form<agreement::offered> {
  static constexpr auto number = v1::Payload::kAgreementOffered;
  static constexpr auto message = &v1::Payload::mutable_agreement_offered;
  static constexpr auto privately = std::to_array<int>({v1::AgreementOffered::kContentFieldNumber});

  static void write(const agreement::offered& e, v1::AgreementOffered& out) {
    out.set_action(to_proto(e.action.kind));
    out.set_content(readable(e.action.content));
  }
  static agreement::offered read(const v1::AgreementOffered& m, field_check& check) {
    return {{check.value("action", m.action()), check.private_field(m.content())}};
  }
  static json fields(const agreement::offered& e) {
    json out{{"action", name_of(e.action.kind)}};
    show_private(out, "content", e.action.content);
    return out;
  }
};

template <>
struct form<agreement::signed_by_payer> {
  static constexpr auto number = v1::Payload::kAgreementSigned;
  static constexpr auto message = &v1::Payload::mutable_agreement_signed;
  static constexpr auto privately =
      std::to_array<int>({v1::AgreementSigned::kReferenceFieldNumber});

  static void write(const agreement::signed_by_payer& e, v1::AgreementSigned& out) {
    out.set_source(to_proto(e.from));
    out.set_reference(readable(e.reference));
    out.set_payer(e.payer);
  }
  static agreement::signed_by_payer read(const v1::AgreementSigned& m, field_check& check) {
    return {check.value("source", m.source()), check.private_field(m.reference()), m.payer()};
  }
  static json fields(const agreement::signed_by_payer& e) {
    json out{{"source", name_of(e.from)}, {"payer", e.payer}};
    show_private(out, "reference", e.reference);
    return out;
  }
};

template <>
struct form<agreement::lapsed> {
  static constexpr auto number = v1::Payload::kAgreementLapsed;
  static constexpr auto message = &v1::Payload::mutable_agreement_lapsed;

  static void write(const agreement::lapsed& e, v1::AgreementLapsed& out) {
    out.set_source(to_proto(e.from));
    out.set_code(e.code);
  }
  static agreement::lapsed read(const v1::AgreementLapsed& m, field_check& check) {
    return {check.value("source", m.source()), m.code()};
  }
  static json fields(const agreement::lapsed& e) {
    return {{"source", name_of(e.from)}, {"code", e.code}};
  }
};

template <>
struct form<agreement::ending_requested> {
  static constexpr auto number = v1::Payload::kAgreementEndingRequested;
  static constexpr auto message = &v1::Payload::mutable_agreement_ending_requested;

  static void write(const agreement::ending_requested& e, v1::AgreementEndingRequested& out) {
    out.set_why(to_proto(e.why));
  }
  static agreement::ending_requested read(const v1::AgreementEndingRequested& m,
                                          field_check& check) {
    return {check.value("why", m.why())};
  }
  static json fields(const agreement::ending_requested& e) { return {{"why", name_of(e.why)}}; }
};

template <>
struct form<agreement::ended> {
  static constexpr auto number = v1::Payload::kAgreementEnded;
  static constexpr auto message = &v1::Payload::mutable_agreement_ended;

  static void write(const agreement::ended& e, v1::AgreementEnded& out) {
    out.set_source(to_proto(e.from));
    out.set_code(e.code);
  }
  static agreement::ended read(const v1::AgreementEnded& m, field_check& check) {
    return {check.value("source", m.source()), m.code()};
  }
  static json fields(const agreement::ended& e) {
    return {{"source", name_of(e.from)}, {"code", e.code}};
  }
};

template <>
struct form<agreement::code_given> {
  static constexpr auto number = v1::Payload::kAgreementCodeGiven;
  static constexpr auto message = &v1::Payload::mutable_agreement_code_given;

  static void write(const agreement::code_given& e, v1::AgreementCodeGiven& out) {
    out.set_number(e.number);
  }
  static agreement::code_given read(const v1::AgreementCodeGiven& m, field_check& check) {
    return {check.code_number(m.number())};
  }
  static json fields(const agreement::code_given& e) { return {{"number", e.number}}; }
};

template <>
struct form<agreement::code_refused> {
  static constexpr auto number = v1::Payload::kAgreementCodeRefused;
  static constexpr auto message = &v1::Payload::mutable_agreement_code_refused;

  static void write(const agreement::code_refused& e, v1::AgreementCodeRefused& out) {
    out.set_source(to_proto(e.from));
    out.set_code(e.code);
  }
  static agreement::code_refused read(const v1::AgreementCodeRefused& m, field_check& check) {
    return {check.value("source", m.source()), m.code()};
  }
  static json fields(const agreement::code_refused& e) {
    return {{"source", name_of(e.from)}, {"code", e.code}};
  }
};

}  // namespace sluice::codec
