#include "events/codec.hpp"

#include <google/protobuf/arena.h>

#include <array>

#include "events/order_codec.hpp"

namespace sluice {
namespace {

using namespace codec;

/// Messages live for one call. The thread's buffer is large enough for any usual event, so that no
/// memory is asked for but for long texts.
class scratch {
 public:
  scratch() : arena_(options()) {}
  v1::Payload& fresh_payload() {
    arena_.Reset();
    return *google::protobuf::Arena::CreateMessage<v1::Payload>(&arena_);
  }

 private:
  google::protobuf::ArenaOptions options() {
    google::protobuf::ArenaOptions out;
    out.initial_block = buffer_;
    out.initial_block_size = sizeof buffer_;
    return out;
  }
  static constexpr std::size_t usual_size = 4096;
  alignas(std::max_align_t) char buffer_[usual_size];
  google::protobuf::Arena arena_;
};

scratch& of_this_thread() {
  static thread_local scratch s;
  return s;
}

// -- writing ------------------------------------------------------------------------

/// One message for each kind of event and thread, written over again and again: what it holds, even
/// the memory of its texts, is there already.
v1::Payload& kept_payload(const order_event& event) {
  static thread_local std::array<v1::Payload, std::variant_size_v<order_event>> all;
  return all.at(event.index());
}

store::new_record written(event_type type, const cause& why, instant at, v1::Payload& payload) {
  auto& c = *payload.mutable_cause();
  c.set_command_id(why.command_id);
  c.set_traceparent(why.traceparent);
  store::new_record out;
  out.type = static_cast<std::uint16_t>(type);
  out.schema_version = own_upcasts().newest_version(type);
  out.time_ms = at.time_since_epoch().count();
  out.payload = payload.SerializeAsString();
  return out;
}

// -- reading ------------------------------------------------------------------------

channel_configured from_proto(const v1::ChannelConfigured& m, field_check& check) {
  return {check.name<channel_id>("channel", m.channel()),
          {m.enabled(), m.max_in_flight(), m.queue_capacity(), millis{m.queue_deadline_ms()},
           m.calls_per_second()}};
}

merchant_configured from_proto(const v1::MerchantConfigured& m, field_check& check) {
  merchant_configured e;
  e.merchant = check.name<merchant_id>("merchant", m.merchant());
  e.enabled = m.enabled();
  for (int i = 0; i < m.business_types_size(); ++i)
    e.business_types.push_back(check.value("business_types", m.business_types(i)));
  for (const auto& channel : m.channels())
    e.channels.push_back(check.name<channel_id>("channels", channel));
  return e;
}

template <class Message>
order_event order_event_of(const Message& m, field_check& check) {
  check.only_known_fields(m);
  return codec::from_proto(m, check);
}

template <class Message>
any_event configuration_of(const Message& m, field_check& check) {
  check.only_known_fields(m);
  return from_proto(m, check);
}

any_event event_of(const v1::Payload& p, field_check& check) {
  switch (p.event_case()) {
    case v1::Payload::kOrderAccepted: return order_event_of(p.order_accepted(), check);
    case v1::Payload::kAttemptStarted: return order_event_of(p.attempt_started(), check);
    case v1::Payload::kPayerAsked: return order_event_of(p.payer_asked(), check);
    case v1::Payload::kAttemptInDoubt: return order_event_of(p.attempt_in_doubt(), check);
    case v1::Payload::kAttemptSucceeded: return order_event_of(p.attempt_succeeded(), check);
    case v1::Payload::kAttemptFailed: return order_event_of(p.attempt_failed(), check);
    case v1::Payload::kOrderPaid: return order_event_of(p.order_paid(), check);
    case v1::Payload::kOrderFailed: return order_event_of(p.order_failed(), check);
    case v1::Payload::kRevokeRequested: return order_event_of(p.revoke_requested(), check);
    case v1::Payload::kLatePaymentFound: return order_event_of(p.late_payment_found(), check);
    case v1::Payload::kRevokeAnswered: return order_event_of(p.revoke_answered(), check);
    case v1::Payload::kOrderRevoked: return order_event_of(p.order_revoked(), check);
    case v1::Payload::kResultConflicted: return order_event_of(p.result_conflicted(), check);
    case v1::Payload::kRefundRequested: return order_event_of(p.refund_requested(), check);
    case v1::Payload::kRefundInDoubt: return order_event_of(p.refund_in_doubt(), check);
    case v1::Payload::kRefundSucceeded: return order_event_of(p.refund_succeeded(), check);
    case v1::Payload::kRefundFailed: return order_event_of(p.refund_failed(), check);
    case v1::Payload::kOperatorNeeded: return order_event_of(p.operator_needed(), check);
    case v1::Payload::kOrderResolved: return order_event_of(p.order_resolved(), check);
    case v1::Payload::kChannelConfigured: return configuration_of(p.channel_configured(), check);
    case v1::Payload::kMerchantConfigured: return configuration_of(p.merchant_configured(), check);
    case v1::Payload::EVENT_NOT_SET: break;
  }
  check.fail("event", "missing");
  return {};
}

undecodable because(std::string_view type, std::string_view problem) {
  std::string message{type};
  message += ": ";
  message += problem;
  return {std::move(message)};
}

decode_result decode_newest(event_type type, const std::string& bytes) {
  auto& payload = of_this_thread().fresh_payload();
  if (!payload.ParseFromString(bytes))
    return because(name_of(type), "the payload is cut or is no Protobuf message");
  field_check check;
  check.only_known_fields(payload);
  check.only_known_fields(payload.cause());
  if (!payload.has_cause()) check.fail("cause", "missing");
  if (payload.event_case() != v1::Payload::EVENT_NOT_SET &&
      static_cast<int>(payload.event_case()) != static_cast<int>(type))
    check.fail("event", "the payload holds another event than the record's type says");
  decoded out{
      {payload.cause().command_id(), payload.cause().traceparent()}, event_of(payload, check)};
  if (!check.fault().empty()) return because(name_of(type), check.fault());
  return out;
}

}  // namespace

store::new_record encode(const order_event& event, const cause& why, instant at) {
  auto& payload = kept_payload(event);
  codec::to_proto(event, payload);
  return written(type_of(event), why, at, payload);
}

store::new_record encode(const channel_configured& event, const cause& why, instant at) {
  auto& payload = of_this_thread().fresh_payload();
  auto& out = *payload.mutable_channel_configured();
  out.set_channel(event.channel.value());
  out.set_enabled(event.limits.enabled);
  out.set_max_in_flight(event.limits.max_in_flight);
  out.set_queue_capacity(event.limits.queue_capacity);
  out.set_queue_deadline_ms(event.limits.queue_deadline.count());
  out.set_calls_per_second(event.limits.calls_per_second);
  return written(event_type::channel_configured, why, at, payload);
}

store::new_record encode(const merchant_configured& event, const cause& why, instant at) {
  auto& payload = of_this_thread().fresh_payload();
  auto& out = *payload.mutable_merchant_configured();
  out.set_merchant(event.merchant.value());
  out.set_enabled(event.enabled);
  for (const auto type : event.business_types) out.add_business_types(codec::to_proto(type));
  for (const auto& channel : event.channels) out.add_channels(channel.value());
  return written(event_type::merchant_configured, why, at, payload);
}

decode_result decode(const store::record& record) { return decode(record, own_upcasts()); }

decode_result decode(const store::record& record, const upcast_table& steps) {
  const auto type = event_type_from_number(record.type);
  if (!type) return undecodable{"unknown event type " + std::to_string(record.type)};
  const auto newest = steps.newest_version(*type);
  if (record.schema_version == 0 || record.schema_version > newest)
    return because(
        name_of(*type), "schema version " + std::to_string(record.schema_version) +
                            " is not known here; 1 to " + std::to_string(newest) + " are");
  if (record.schema_version == newest) return decode_newest(*type, record.payload);
  auto lifted = steps.lifted(*type, record.schema_version, record.payload);
  if (auto* problem = std::get_if<undecodable>(&lifted)) return std::move(*problem);
  return decode_newest(*type, std::get<std::string>(lifted));
}

}  // namespace sluice
