#pragma once
/// Merchants' webhook endpoints: disabled, enabled again, and what they never took.

#include "domain/webhook/event.hpp"
#include "events/forms/form.hpp"

namespace sluice::codec {

template <>
struct form<webhook::endpoint_disabled> {
  static constexpr auto number = v1::Payload::kWebhookEndpointDisabled;
  static constexpr auto message = &v1::Payload::mutable_webhook_endpoint_disabled;

  static void write(const webhook::endpoint_disabled& e, v1::WebhookEndpointDisabled& out) {
    out.set_why(to_proto(e.why));
    out.set_event(e.event);
  }
  static webhook::endpoint_disabled read(const v1::WebhookEndpointDisabled& m, field_check& check) {
    return {check.value("why", m.why()), m.event()};
  }
  static json fields(const webhook::endpoint_disabled& e) {
    return {{"why", name_of(e.why)}, {"event", e.event}};
  }
};

template <>
struct form<webhook::endpoint_enabled> {
  static constexpr auto number = v1::Payload::kWebhookEndpointEnabled;
  static constexpr auto message = &v1::Payload::mutable_webhook_endpoint_enabled;

  static void write(const webhook::endpoint_enabled& e, v1::WebhookEndpointEnabled& out) {
    out.set_operator_name(e.who.operator_name);
    out.set_reason(e.who.reason);
    out.set_from(e.from.value_or(0));
    out.set_to(e.to.value_or(0));
  }
  static webhook::endpoint_enabled read(const v1::WebhookEndpointEnabled& m, field_check& check) {
    const auto place = [](std::uint64_t written) {
      return written == 0 ? std::nullopt : std::optional<webhook::position>{written};
    };
    if (m.to() != 0 && m.from() == 0) check.fail("to", "without from");
    return {{m.operator_name(), m.reason()}, place(m.from()), place(m.to())};
  }
  static json fields(const webhook::endpoint_enabled& e) {
    json out{{"operator_name", e.who.operator_name}, {"reason", e.who.reason}};
    if (e.from) out["from_sequence"] = *e.from;
    if (e.to) out["to_sequence"] = *e.to;
    return out;
  }
};

template <>
struct form<webhook::deliveries_given_up> {
  static constexpr auto number = v1::Payload::kWebhookDeliveriesGivenUp;
  static constexpr auto message = &v1::Payload::mutable_webhook_deliveries_given_up;

  static void write(const webhook::deliveries_given_up& e, v1::WebhookDeliveriesGivenUp& out) {
    out.set_count(e.count);
    out.set_last(e.last);
  }
  static webhook::deliveries_given_up read(const v1::WebhookDeliveriesGivenUp& m, field_check&) {
    return {m.count(), m.last()};
  }
  static json fields(const webhook::deliveries_given_up& e) {
    return {{"count", e.count}, {"last", e.last}};
  }
};

}  // namespace sluice::codec
