#pragma once
/// Channels and merchants: under which limits and permissions everything else happened.

#include "domain/channel/event.hpp"
#include "domain/merchant/event.hpp"
#include "events/forms/form.hpp"

namespace sluice::codec {

template <>
struct form<channel::configured> {
  static constexpr auto number = v1::Payload::kChannelConfigured;
  static constexpr auto message = &v1::Payload::mutable_channel_configured;

  static void write(const channel::configured& e, v1::ChannelConfigured& out) {
    out.set_channel(e.channel.value());
    out.set_enabled(e.limits.enabled);
    out.set_max_in_flight(e.limits.max_in_flight);
    out.set_queue_capacity(e.limits.queue_capacity);
    out.set_queue_deadline_ms(e.limits.queue_deadline.count());
    out.set_calls_per_second(e.limits.calls_per_second);
  }
  static channel::configured read(const v1::ChannelConfigured& m, field_check& check) {
    return {check.name<channel_id>("channel", m.channel()),
            {m.enabled(), m.max_in_flight(), m.queue_capacity(), millis{m.queue_deadline_ms()},
             m.calls_per_second()}};
  }
  static json fields(const channel::configured& e) {
    return {{"channel", e.channel.value()},
            {"enabled", e.limits.enabled},
            {"max_in_flight", e.limits.max_in_flight},
            {"queue_capacity", e.limits.queue_capacity},
            {"queue_deadline_ms", e.limits.queue_deadline.count()},
            {"calls_per_second", e.limits.calls_per_second}};
  }
};

template <>
struct form<merchant::configured> {
  static constexpr auto number = v1::Payload::kMerchantConfigured;
  static constexpr auto message = &v1::Payload::mutable_merchant_configured;

  static void write(const merchant::configured& e, v1::MerchantConfigured& out) {
    out.set_merchant(e.merchant.value());
    out.set_enabled(e.enabled);
    out.clear_business_types();
    for (const auto type : e.business_types) out.add_business_types(to_proto(type));
    out.clear_channels();
    for (const auto& channel : e.channels) out.add_channels(channel.value());
  }
  static merchant::configured read(const v1::MerchantConfigured& m, field_check& check) {
    merchant::configured e;
    e.merchant = check.name<merchant_id>("merchant", m.merchant());
    e.enabled = m.enabled();
    for (int i = 0; i < m.business_types_size(); ++i)
      e.business_types.push_back(check.value("business_types", m.business_types(i)));
    for (const auto& channel : m.channels())
      e.channels.push_back(check.name<channel_id>("channels", channel));
    return e;
  }
  static json fields(const merchant::configured& e) {
    json types = json::array();
    for (const auto type : e.business_types) types.push_back(name_of(type));
    json channels = json::array();
    for (const auto& channel : e.channels) channels.push_back(channel.value());
    return {{"merchant", e.merchant.value()},
            {"enabled", e.enabled},
            {"business_types", std::move(types)},
            {"channels", std::move(channels)}};
  }
};

}  // namespace sluice::codec
