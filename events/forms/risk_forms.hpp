#pragma once
/// What the risk service said of an order before its first attempt.

#include "events/forms/form.hpp"

namespace sluice::codec {

template <>
struct form<order::risk_judged> {
  static constexpr auto number = v1::Payload::kRiskJudged;
  static constexpr auto message = &v1::Payload::mutable_risk_judged;

  static void write(const order::risk_judged& e, v1::RiskJudged& out) {
    out.set_verdict(to_proto(e.verdict));
    out.set_is_answered(e.is_answered);
    out.set_reference(e.reference);
  }
  static order::risk_judged read(const v1::RiskJudged& m, field_check& check) {
    return {check.value("verdict", m.verdict()), m.is_answered(), m.reference()};
  }
  static json fields(const order::risk_judged& e) {
    return json{{"verdict", name_of(e.verdict)},
                {"is_answered", e.is_answered},
                {"reference", e.reference}};
  }
};

template <>
struct form<order::code_tried> {
  static constexpr auto number = v1::Payload::kCodeTried;
  static constexpr auto message = &v1::Payload::mutable_code_tried;

  static void write(const order::code_tried& e, v1::CodeTried& out) { out.set_number(e.number); }
  static order::code_tried read(const v1::CodeTried& m, field_check& check) {
    return {check.code_number(m.number())};
  }
  static json fields(const order::code_tried& e) { return json{{"number", e.number}}; }
};

template <>
struct form<order::code_judged> {
  static constexpr auto number = v1::Payload::kCodeJudged;
  static constexpr auto message = &v1::Payload::mutable_code_judged;

  static void write(const order::code_judged& e, v1::CodeJudged& out) {
    out.set_number(e.number);
    out.set_finding(to_proto(e.found));
    out.set_reference(e.reference);
  }
  static order::code_judged read(const v1::CodeJudged& m, field_check& check) {
    return {check.code_number(m.number()), check.value("finding", m.finding()), m.reference()};
  }
  static json fields(const order::code_judged& e) {
    return json{{"number", e.number}, {"finding", name_of(e.found)}, {"reference", e.reference}};
  }
};

}  // namespace sluice::codec
