#pragma once
/// Channels: under which limits everything else happened, and who wanted them.

#include "domain/channel/event.hpp"
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
    out.set_faulty_per_second(e.limits.faulty_per_second);
  }
  static channel::configured read(const v1::ChannelConfigured& m, field_check& check) {
    return {check.name<channel_id>("channel", m.channel()),
            {m.enabled(), m.max_in_flight(), m.queue_capacity(), millis{m.queue_deadline_ms()},
             m.calls_per_second(), m.faulty_per_second()}};
  }
  static json fields(const channel::configured& e) {
    json out{{"channel", e.channel.value()},
             {"enabled", e.limits.enabled},
             {"max_in_flight", e.limits.max_in_flight},
             {"queue_capacity", e.limits.queue_capacity},
             {"queue_deadline_ms", e.limits.queue_deadline.count()},
             {"calls_per_second", e.limits.calls_per_second}};
    // Younger than the others: what was written before says nothing of it.
    if (e.limits.faulty_per_second != 0) out["faulty_per_second"] = e.limits.faulty_per_second;
    return out;
  }
};

template <>
struct form<channel::changed> {
  static constexpr auto number = v1::Payload::kChannelChanged;
  static constexpr auto message = &v1::Payload::mutable_channel_changed;

  static void write(const channel::changed& e, v1::ChannelChanged& out) {
    const auto& w = e.what;
    out.Clear();
    out.set_channel(e.channel.value());
    out.set_operator_name(e.who.operator_name);
    out.set_reason(e.who.reason);
    if (w.enabled) out.set_enabled(*w.enabled);
    if (w.max_in_flight) out.set_max_in_flight(*w.max_in_flight);
    if (w.queue_capacity) out.set_queue_capacity(*w.queue_capacity);
    if (w.queue_deadline) out.set_queue_deadline_ms(w.queue_deadline->count());
    if (w.calls_per_second) out.set_calls_per_second(*w.calls_per_second);
    if (w.faulty_per_second) out.set_faulty_per_second(*w.faulty_per_second);
  }
  static channel::changed read(const v1::ChannelChanged& m, field_check& check) {
    channel::changed e{
        check.name<channel_id>("channel", m.channel()), {}, {m.operator_name(), m.reason()}};
    if (m.has_enabled()) e.what.enabled = m.enabled();
    if (m.has_max_in_flight()) e.what.max_in_flight = m.max_in_flight();
    if (m.has_queue_capacity()) e.what.queue_capacity = m.queue_capacity();
    if (m.has_queue_deadline_ms()) e.what.queue_deadline = millis{m.queue_deadline_ms()};
    if (m.has_calls_per_second()) e.what.calls_per_second = m.calls_per_second();
    if (m.has_faulty_per_second()) e.what.faulty_per_second = m.faulty_per_second();
    return e;
  }
  static json fields(const channel::changed& e) {
    const auto& w = e.what;
    json out{{"channel", e.channel.value()}};
    if (w.enabled) out["enabled"] = *w.enabled;
    if (w.max_in_flight) out["max_in_flight"] = *w.max_in_flight;
    if (w.queue_capacity) out["queue_capacity"] = *w.queue_capacity;
    if (w.queue_deadline) out["queue_deadline_ms"] = w.queue_deadline->count();
    if (w.calls_per_second) out["calls_per_second"] = *w.calls_per_second;
    if (w.faulty_per_second) out["faulty_per_second"] = *w.faulty_per_second;
    out["operator_name"] = e.who.operator_name;
    out["reason"] = e.who.reason;
    return out;
  }
};

}  // namespace sluice::codec
