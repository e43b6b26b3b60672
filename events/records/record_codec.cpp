#include "events/records/record_codec.hpp"

#include <limits>

#include "base/enumerators.hpp"
#include "events/records/v1/records.pb.h"

namespace sluice::records {
namespace {

std::int64_t number_of(instant at) { return at.time_since_epoch().count(); }

template <class Message>
std::optional<Message> parsed(std::string_view bytes) {
  Message out;
  if (bytes.size() > std::numeric_limits<int>::max()) return std::nullopt;
  if (!out.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return std::nullopt;
  return out;
}

/// Nothing: a newer version has written it.
template <class Enum>
std::optional<Enum> known(std::uint32_t number) {
  if (number >= enumerators<Enum>.size()) return std::nullopt;
  return static_cast<Enum>(number);
}

}  // namespace

std::string encode(const call_record& r) {
  v1::CallRecord out;
  out.set_merchant(r.order.merchant.value());
  out.set_order_no(r.order.number.value());
  out.set_attempt(r.attempt.value());
  out.set_refund_no(r.refund.value());
  out.set_channel(r.channel.value());
  out.set_operation(r.operation);
  out.set_number(r.number.value());
  out.set_began_ms(number_of(r.began));
  out.set_took_ms(r.took.count());
  out.set_outcome(static_cast<std::uint32_t>(r.outcome));
  out.set_code(r.code);
  out.set_cause(r.cause);
  out.set_agreement_no(r.agreement.value());
  return out.SerializeAsString();
}

std::optional<call_record> call_from(std::string_view bytes) {
  const auto in = parsed<v1::CallRecord>(bytes);
  if (!in) return std::nullopt;
  const auto outcome = known<call_outcome>(in->outcome());
  if (!outcome || in->attempt() > std::numeric_limits<std::uint16_t>::max()) return std::nullopt;
  return call_record{
      .order = {merchant_id{in->merchant()}, order_no{in->order_no()}},
      .agreement = agreement_no{in->agreement_no()},
      .attempt = attempt_no{static_cast<std::uint16_t>(in->attempt())},
      .refund = refund_no{in->refund_no()},
      .channel = channel_id{in->channel()},
      .operation = in->operation(),
      .number = channel_key{in->number()},
      .began = instant{millis{in->began_ms()}},
      .took = millis{in->took_ms()},
      .outcome = *outcome,
      .code = in->code(),
      .cause = in->cause()};
}

std::string encode(const record_gap& g) {
  v1::RecordGap out;
  out.set_from_ms(number_of(g.from));
  out.set_to_ms(number_of(g.to));
  out.set_count(g.count);
  out.set_reason(static_cast<std::uint32_t>(g.reason));
  return out.SerializeAsString();
}

std::optional<record_gap> gap_from(std::string_view bytes) {
  const auto in = parsed<v1::RecordGap>(bytes);
  if (!in) return std::nullopt;
  const auto reason = known<gap_reason>(in->reason());
  if (!reason) return std::nullopt;
  return record_gap{.from = instant{millis{in->from_ms()}},
                    .to = instant{millis{in->to_ms()}},
                    .count = in->count(),
                    .reason = *reason};
}

std::string encode(const stored_message& m) {
  v1::ChannelMessage out;
  out.set_channel(m.channel.value());
  out.set_operation(m.operation);
  out.set_at_ms(number_of(m.at));
  out.set_head(m.head);
  for (const auto& f : m.fields) {
    auto& one = *out.add_fields();
    one.set_name(f.name);
    one.set_value(f.value);
    one.set_length(f.length);
    one.set_keyed_hash(f.keyed_hash);
  }
  return out.SerializeAsString();
}

std::optional<stored_message> message_from(std::string_view bytes) {
  const auto in = parsed<v1::ChannelMessage>(bytes);
  if (!in) return std::nullopt;
  stored_message out{
      .channel = channel_id{in->channel()},
      .key = {},
      .operation = in->operation(),
      .at = instant{millis{in->at_ms()}},
      .head = in->head()};
  for (const auto& f : in->fields())
    out.fields.push_back({f.name(), f.value(), f.length(), f.keyed_hash()});
  return out;
}

}  // namespace sluice::records
