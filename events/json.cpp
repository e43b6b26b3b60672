#include "events/json.hpp"

#include <nlohmann/json.hpp>

#include "base/invariant.hpp"
#include "base/overloaded.hpp"
#include "base/time_text.hpp"
#include "domain/order/state.hpp"
#include "events/stream_name.hpp"

namespace sluice {
namespace {

using json = nlohmann::ordered_json;

std::string_view name_of(revoke_reason r) noexcept {
  switch (r) {
    case revoke_reason::payer_too_late: return "payer_too_late";
    case revoke_reason::merchant_asked: return "merchant_asked";
    case revoke_reason::declined: return "declined";
  }
  broken_invariant("every revoke reason has a name", __FILE__, __LINE__);
}

std::string_view name_of(revoke_method m) noexcept {
  switch (m) {
    case revoke_method::revoke: return "revoke";
    case revoke_method::close: return "close";
  }
  broken_invariant("every revoke method has a name", __FILE__, __LINE__);
}

std::string_view name_of(refund_purpose p) noexcept {
  switch (p) {
    case refund_purpose::merchant: return "merchant";
    case refund_purpose::late_payment: return "late_payment";
  }
  broken_invariant("every refund purpose has a name", __FILE__, __LINE__);
}

json fields(const order_accepted& e) {
  json route = json::array();
  for (const auto& channel : e.route) route.push_back(channel.value());
  json out{{"merchant", e.order.merchant.value()},
           {"order_no", e.order.number.value()},
           {"business_type", sluice::name_of(e.type)},
           {"amount_minor", e.amount.minor_units},
           {"currency", sluice::name_of(e.amount.unit)},
           {"masked_code", e.masked_code},
           {"description", e.description},
           {"body", hex(e.body.data(), e.body.size())},
           {"route", std::move(route)}};
  if (e.not_after) out["not_after"] = rfc3339(*e.not_after);
  return out;
}

json fields(const refund_requested& e) {
  return {{"refund_no", e.refund.value()},
          {"attempt", e.attempt.value()},
          {"amount_minor", e.amount.minor_units},
          {"currency", sluice::name_of(e.amount.unit)},
          {"body", hex(e.body.data(), e.body.size())},
          {"key", e.key.value()},
          {"purpose", name_of(e.purpose)}};
}

json with_code(attempt_no attempt, source from, const std::string& code) {
  return {{"attempt", attempt.value()}, {"source", sluice::name_of(from)}, {"code", code}};
}

json with_reference(attempt_no attempt, source from, const std::string& reference) {
  return {{"attempt", attempt.value()},
          {"source", sluice::name_of(from)},
          {"channel_reference", reference}};
}

json fields(const attempt_in_doubt& e) {
  auto out = with_code(e.attempt, e.from, e.code);
  out["suspected_failure"] = e.suspected_failure;
  return out;
}

json fields(const result_conflicted& e) {
  json out{{"attempt", e.attempt.value()},
           {"source", sluice::name_of(e.from)},
           {"finding", sluice::name_of(e.found)},
           {"code", e.code},
           {"detail", e.detail}};
  if (e.asks) out["question"] = sluice::name_of(*e.asks);
  return out;
}

void add_if(json& out, const std::string& name, const std::optional<money>& amount) {
  if (!amount) return;
  out[name + "_minor"] = amount->minor_units;
  out[name + "_currency"] = sluice::name_of(amount->unit);
}

json fields(const operator_needed& e) {
  json out{{"refund_no", e.refund.value()}, {"reason", e.reason}};
  if (e.attempt.value() != 0) out["attempt"] = e.attempt.value();
  if (e.asks != money_question::none) out["question"] = sluice::name_of(e.asks);
  add_if(out, "asked", e.asked);
  add_if(out, "held", e.held);
  return out;
}

json fields(const late_payment_found& e) {
  auto out = with_reference(e.attempt, e.from, e.channel_reference);
  add_if(out, "held", e.held);
  return out;
}

json fields(const order_resolved& e) {
  json out{{"verdict", sluice::name_of(e.verdict)},
           {"operator_name", e.operator_name},
           {"reason", e.reason},
           {"refund_no", e.refund.value()}};
  if (e.attempt.value() != 0) out["attempt"] = e.attempt.value();
  add_if(out, "held", e.held);
  return out;
}

json fields(const order_event& event) {
  return std::visit(
      overloaded{
          [](const order_accepted& e) { return fields(e); },
          [](const attempt_started& e) -> json {
            return {{"attempt", e.attempt.value()},
                    {"channel", e.channel.value()},
                    {"key", e.key.value()}};
          },
          [](const payer_asked& e) { return with_code(e.attempt, e.from, e.code); },
          [](const attempt_in_doubt& e) { return fields(e); },
          [](const attempt_succeeded& e) {
            return with_reference(e.attempt, e.from, e.channel_reference);
          },
          [](const attempt_failed& e) { return with_code(e.attempt, e.from, e.code); },
          [](const order_paid& e) { return json{{"attempt", e.attempt.value()}}; },
          [](const order_failed& e) { return json{{"code", e.code}}; },
          [](const revoke_requested& e) -> json {
            return {{"attempt", e.attempt.value()},
                    {"reason", name_of(e.reason)},
                    {"method", name_of(e.method)}};
          },
          [](const late_payment_found& e) { return fields(e); },
          [](const revoke_answered& e) -> json {
            return {{"attempt", e.attempt.value()},
                    {"money_returned", sluice::name_of(e.money_returned)},
                    {"code", e.code}};
          },
          [](const order_revoked& e) -> json {
            return {{"attempt", e.attempt.value()},
                    {"money_returned", sluice::name_of(e.money_returned)}};
          },
          [](const result_conflicted& e) { return fields(e); },
          [](const refund_requested& e) { return fields(e); },
          [](const refund_in_doubt& e) -> json {
            return {{"refund_no", e.refund.value()}, {"code", e.code}};
          },
          [](const refund_succeeded& e) -> json {
            return {{"refund_no", e.refund.value()}, {"channel_reference", e.channel_reference}};
          },
          [](const refund_failed& e) -> json {
            return {{"refund_no", e.refund.value()}, {"code", e.code}};
          },
          [](const operator_needed& e) { return fields(e); },
          [](const order_resolved& e) { return fields(e); },
      },
      event);
}

json fields(const channel_configured& e) {
  return {{"channel", e.channel.value()},
          {"enabled", e.limits.enabled},
          {"max_in_flight", e.limits.max_in_flight},
          {"queue_capacity", e.limits.queue_capacity},
          {"queue_deadline_ms", e.limits.queue_deadline.count()},
          {"calls_per_second", e.limits.calls_per_second}};
}

json fields(const merchant_configured& e) {
  json types = json::array();
  for (const auto type : e.business_types) types.push_back(sluice::name_of(type));
  json channels = json::array();
  for (const auto& channel : e.channels) channels.push_back(channel.value());
  return {{"merchant", e.merchant.value()},
          {"enabled", e.enabled},
          {"business_types", std::move(types)},
          {"channels", std::move(channels)}};
}

void add_owner(json& out, const std::string& stream) {
  const auto owner = owner_of_stream(stream);
  if (!owner) return;
  std::visit(overloaded{
                 [&](const order_id& id) {
                   out["merchant"] = id.merchant.value();
                   out["order_no"] = id.number.value();
                 },
                 [&](const channel_id& id) { out["channel"] = id.value(); },
                 [&](const merchant_id& id) { out["merchant"] = id.value(); },
             },
             *owner);
}

}  // namespace

json to_json(const any_event& event) {
  return std::visit(
      overloaded{
          [](const order_event& e) { return fields(e); },
          [](const channel_configured& e) { return fields(e); },
          [](const merchant_configured& e) { return fields(e); },
      },
      event);
}

json to_json(const store::record& record, const decoded& content) {
  const auto type = event_type_from_number(record.type);
  json out;
  out["sequence"] = record.position;
  out["time"] = rfc3339(time_of(record));
  out["stream"] = record.stream;
  out["stream_sequence"] = record.stream_position;
  out["type"] = type ? sluice::name_of(*type) : std::string_view{};
  add_owner(out, record.stream);
  out["command_id"] = content.why.command_id;
  out["traceparent"] = content.why.traceparent;
  out["event"] = to_json(content.event);
  return out;
}

std::string to_line(const json& object) {
  return object.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string hex(const std::uint8_t* bytes, std::size_t size) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(2 * size);
  for (std::size_t i = 0; i < size; ++i) {
    out += digits[bytes[i] >> 4];
    out += digits[bytes[i] & 0xf];
  }
  return out;
}

}  // namespace sluice
