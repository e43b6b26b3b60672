#pragma once
/// The order as a whole: how it began and ended, what is in question about its money, and what
/// people said.

#include "base/hex.hpp"
#include "base/time_text.hpp"
#include "domain/order/state.hpp"
#include "events/forms/form.hpp"

namespace sluice::codec {

// -- a route and why, as several events have it: Event and Message are any of them ---------------

template <class Event, class Message>
void write_route(const Event& e, Message& out) {
  out.clear_route();
  for (const auto& channel : e.route) out.add_route(channel.value());
  const auto why = e.explanation.view();
  out.set_explanation(why.data(), why.size());
}

template <class Event, class Message>
void read_route(const Message& m, field_check& check, Event& into) {
  into.route.reserve(static_cast<std::size_t>(m.route_size()));
  for (const auto& channel : m.route())
    into.route.push_back(check.name<channel_id>("route", channel));
  into.explanation = check.explanation(m.explanation());
}

template <class Event>
void show_route(const Event& e, json& into) {
  json route = json::array();
  for (const auto& channel : e.route) route.push_back(channel.value());
  into["route"] = std::move(route);
  if (!e.explanation.empty()) into["explanation"] = hex(e.explanation.data(), e.explanation.size());
}

template <>
struct form<order::order_accepted> {
  static constexpr auto number = v1::Payload::kOrderAccepted;
  static constexpr auto message = &v1::Payload::mutable_order_accepted;
  static constexpr auto privately =
      std::to_array<int>({v1::OrderAccepted::kDescriptionFieldNumber});

  static void write(const order::order_accepted& e, v1::OrderAccepted& out) {
    out.set_merchant(e.order.merchant.value());
    out.set_order_no(e.order.number.value());
    out.set_business_type(to_proto(e.type));
    write_money(e.amount, *out.mutable_amount());
    out.set_masked_code(e.masked_code);
    out.set_description(readable(e.description));
    out.set_body(e.body.data(), e.body.size());
    write_route(e, out);
    if (e.not_after)
      out.set_not_after_ms(e.not_after->time_since_epoch().count());
    else
      out.clear_not_after_ms();
    if (e.paid_with.is_said())
      out.set_paid_with(e.paid_with.text());
    else
      out.clear_paid_with();
    out.set_is_held(e.is_held);
    out.set_risk(e.risk ? to_proto(*e.risk) : v1::RISK_SILENCE_UNSPECIFIED);
    out.set_names_channel(e.names_channel);
    out.set_is_shadow(e.is_shadow);
    if (e.agreement.value().empty())
      out.clear_agreement_no();
    else
      out.set_agreement_no(e.agreement.value());
  }
  static order::order_accepted read(const v1::OrderAccepted& m, field_check& check) {
    order::order_accepted e;
    e.order = {check.name<merchant_id>("merchant", m.merchant()),
               check.name<order_no>("order_no", m.order_no())};
    e.type = check.value("business_type", m.business_type());
    e.amount = check.amount(m.has_amount(), m.amount());
    e.masked_code = m.masked_code();
    e.description = check.private_field(m.description());
    e.body = check.body(m.body());
    read_route(m, check, e);
    if (m.has_not_after_ms()) e.not_after = instant{millis{m.not_after_ms()}};
    e.paid_with = check.paid_with(m.paid_with());
    e.is_held = m.is_held();
    if (m.risk() != v1::RISK_SILENCE_UNSPECIFIED) e.risk = check.value("risk", m.risk());
    e.names_channel = m.names_channel();
    e.is_shadow = m.is_shadow();
    e.agreement = agreement_no{m.agreement_no()};
    return e;
  }
  static json fields(const order::order_accepted& e) {
    json out{{"merchant", e.order.merchant.value()}, {"order_no", e.order.number.value()},
             {"business_type", name_of(e.type)},     {"amount_minor", e.amount.minor_units},
             {"currency", name_of(e.amount.unit)},   {"masked_code", e.masked_code}};
    show_private(out, "description", e.description);
    out["body"] = hex(e.body.data(), e.body.size());
    show_route(e, out);
    if (e.not_after) out["not_after"] = rfc3339(*e.not_after);
    if (e.paid_with.is_said()) out["paid_with"] = e.paid_with.text();
    if (e.is_held) out["is_held"] = true;
    if (e.risk) out["risk_silence"] = name_of(*e.risk);
    if (e.names_channel) out["names_channel"] = true;
    if (e.is_shadow) out["is_shadow"] = true;
    if (!e.agreement.value().empty()) out["agreement_no"] = e.agreement.value();
    return out;
  }
};

template <>
struct form<order::route_renewed> {
  static constexpr auto number = v1::Payload::kRouteRenewed;
  static constexpr auto message = &v1::Payload::mutable_route_renewed;

  static void write(const order::route_renewed& e, v1::RouteRenewed& out) { write_route(e, out); }
  static order::route_renewed read(const v1::RouteRenewed& m, field_check& check) {
    order::route_renewed e;
    read_route(m, check, e);
    return e;
  }
  static json fields(const order::route_renewed& e) {
    json out;
    show_route(e, out);
    return out;
  }
};

template <>
struct form<order::order_paid> {
  static constexpr auto number = v1::Payload::kOrderPaid;
  static constexpr auto message = &v1::Payload::mutable_order_paid;

  static void write(const order::order_paid& e, v1::OrderPaid& out) {
    out.set_attempt(e.attempt.value());
  }
  static order::order_paid read(const v1::OrderPaid& m, field_check& check) {
    return {check.attempt(m.attempt())};
  }
  static json fields(const order::order_paid& e) { return json{{"attempt", e.attempt.value()}}; }
};

template <>
struct form<order::order_failed> {
  static constexpr auto number = v1::Payload::kOrderFailed;
  static constexpr auto message = &v1::Payload::mutable_order_failed;

  static void write(const order::order_failed& e, v1::OrderFailed& out) { out.set_code(e.code); }
  static order::order_failed read(const v1::OrderFailed& m, field_check&) { return {m.code()}; }
  static json fields(const order::order_failed& e) { return json{{"code", e.code}}; }
};

template <>
struct form<order::result_conflicted> {
  static constexpr auto number = v1::Payload::kResultConflicted;
  static constexpr auto message = &v1::Payload::mutable_result_conflicted;

  static void write(const order::result_conflicted& e, v1::ResultConflicted& out) {
    out.set_attempt(e.attempt.value());
    out.set_source(to_proto(e.from));
    out.set_finding(to_proto(e.found));
    out.set_code(e.code);
    out.set_detail(e.detail);
    out.set_question(e.asks ? to_proto(*e.asks) : v1::QUESTION_UNSPECIFIED);
  }
  static order::result_conflicted read(const v1::ResultConflicted& m, field_check& check) {
    order::result_conflicted e{check.attempt(m.attempt()), check.value("source", m.source()),
                               check.value("finding", m.finding()), m.code(), m.detail()};
    if (m.question() != v1::QUESTION_UNSPECIFIED) e.asks = check.value("question", m.question());
    return e;
  }
  static json fields(const order::result_conflicted& e) {
    json out{{"attempt", e.attempt.value()},
             {"source", name_of(e.from)},
             {"finding", name_of(e.found)},
             {"code", e.code},
             {"detail", e.detail}};
    if (e.asks) out["question"] = name_of(*e.asks);
    return out;
  }
};

template <>
struct form<order::operator_needed> {
  static constexpr auto number = v1::Payload::kOperatorNeeded;
  static constexpr auto message = &v1::Payload::mutable_operator_needed;

  static void write(const order::operator_needed& e, v1::OperatorNeeded& out) {
    out.set_refund_no(e.refund.value());
    out.set_reason(e.reason);
    out.set_attempt(e.attempt.value());
    out.set_question(
        e.asks == order::money_question::none ? v1::QUESTION_UNSPECIFIED : to_proto(e.asks));
    write_if(e.asked, out, &v1::OperatorNeeded::clear_asked, &v1::OperatorNeeded::mutable_asked);
    write_if(e.held, out, &v1::OperatorNeeded::clear_held, &v1::OperatorNeeded::mutable_held);
    out.set_channel_reference(e.channel_reference);
  }
  static order::operator_needed read(const v1::OperatorNeeded& m, field_check& check) {
    order::operator_needed e{
        .refund = refund_no{m.refund_no()},
        .reason = m.reason(),
        .attempt = check.attempt_if(m.attempt()),
        .asked = check.amount_if(m.has_asked(), m.asked()),
        .held = check.amount_if(m.has_held(), m.held()),
        .channel_reference = m.channel_reference()};
    if (m.question() != v1::QUESTION_UNSPECIFIED) e.asks = check.value("question", m.question());
    return e;
  }
  static json fields(const order::operator_needed& e) {
    json out{{"refund_no", e.refund.value()}, {"reason", e.reason}};
    if (e.attempt.value() != 0) out["attempt"] = e.attempt.value();
    if (e.asks != order::money_question::none) out["question"] = name_of(e.asks);
    show_if(out, "asked", e.asked);
    show_if(out, "held", e.held);
    if (!e.channel_reference.empty()) out["channel_reference"] = e.channel_reference;
    return out;
  }
};

template <>
struct form<order::order_resolved> {
  static constexpr auto number = v1::Payload::kOrderResolved;
  static constexpr auto message = &v1::Payload::mutable_order_resolved;

  static void write(const order::order_resolved& e, v1::OrderResolved& out) {
    out.set_verdict(to_proto(e.verdict));
    out.set_operator_name(e.operator_name);
    out.set_reason(e.reason);
    out.set_refund_no(e.refund.value());
    out.set_attempt(e.attempt.value());
    write_if(e.held, out, &v1::OrderResolved::clear_held, &v1::OrderResolved::mutable_held);
  }
  static order::order_resolved read(const v1::OrderResolved& m, field_check& check) {
    return {check.value("verdict", m.verdict()),
            m.operator_name(),
            m.reason(),
            refund_no{m.refund_no()},
            check.attempt_if(m.attempt()),
            check.amount_if(m.has_held(), m.held())};
  }
  static json fields(const order::order_resolved& e) {
    json out{{"verdict", name_of(e.verdict)},
             {"operator_name", e.operator_name},
             {"reason", e.reason},
             {"refund_no", e.refund.value()}};
    if (e.attempt.value() != 0) out["attempt"] = e.attempt.value();
    show_if(out, "held", e.held);
    return out;
  }
};

}  // namespace sluice::codec
