#pragma once
/// Alarms: what fired, what people said of it, and when it was over.

#include "base/time_text.hpp"
#include "domain/alarm/event.hpp"
#include "events/forms/form.hpp"

namespace sluice::codec {

template <>
struct form<alarm::alarm_fired> {
  static constexpr auto number = v1::Payload::kAlarmFired;
  static constexpr auto message = &v1::Payload::mutable_alarm_fired;

  static void write(const alarm::alarm_fired& e, v1::AlarmFired& out) {
    out.set_alarm(e.alarm);
    out.set_kind(to_proto(e.what));
    out.set_key(e.key);
    out.set_orders(e.orders);
    out.set_detail(e.detail);
  }
  static alarm::alarm_fired read(const v1::AlarmFired& m, field_check& check) {
    return {m.alarm(), check.value("kind", m.kind()), m.key(), m.orders(), m.detail()};
  }
  static json fields(const alarm::alarm_fired& e) {
    return {{"alarm", e.alarm},
            {"kind", name_of(e.what)},
            {"key", e.key},
            {"orders", e.orders},
            {"detail", e.detail}};
  }
};

template <>
struct form<alarm::alarm_grew> {
  static constexpr auto number = v1::Payload::kAlarmGrew;
  static constexpr auto message = &v1::Payload::mutable_alarm_grew;

  static void write(const alarm::alarm_grew& e, v1::AlarmGrew& out) {
    out.set_alarm(e.alarm);
    out.set_orders(e.orders);
  }
  static alarm::alarm_grew read(const v1::AlarmGrew& m, field_check&) {
    return {m.alarm(), m.orders()};
  }
  static json fields(const alarm::alarm_grew& e) {
    return {{"alarm", e.alarm}, {"orders", e.orders}};
  }
};

template <>
struct form<alarm::alarm_escalated> {
  static constexpr auto number = v1::Payload::kAlarmEscalated;
  static constexpr auto message = &v1::Payload::mutable_alarm_escalated;

  static void write(const alarm::alarm_escalated& e, v1::AlarmEscalated& out) {
    out.set_alarm(e.alarm);
    out.set_degree(e.degree);
  }
  static alarm::alarm_escalated read(const v1::AlarmEscalated& m, field_check&) {
    return {m.alarm(), m.degree()};
  }
  static json fields(const alarm::alarm_escalated& e) {
    return {{"alarm", e.alarm}, {"degree", e.degree}};
  }
};

template <>
struct form<alarm::alarm_flapping> {
  static constexpr auto number = v1::Payload::kAlarmFlapping;
  static constexpr auto message = &v1::Payload::mutable_alarm_flapping;

  static void write(const alarm::alarm_flapping& e, v1::AlarmFlapping& out) {
    out.set_alarm(e.alarm);
  }
  static alarm::alarm_flapping read(const v1::AlarmFlapping& m, field_check&) {
    return {m.alarm()};
  }
  static json fields(const alarm::alarm_flapping& e) { return {{"alarm", e.alarm}}; }
};

template <>
struct form<alarm::alarm_acknowledged> {
  static constexpr auto number = v1::Payload::kAlarmAcknowledged;
  static constexpr auto message = &v1::Payload::mutable_alarm_acknowledged;

  static void write(const alarm::alarm_acknowledged& e, v1::AlarmAcknowledged& out) {
    out.set_alarm(e.alarm);
    out.set_operator_name(e.who.operator_name);
    out.set_reason(e.who.reason);
  }
  static alarm::alarm_acknowledged read(const v1::AlarmAcknowledged& m, field_check&) {
    return {m.alarm(), {m.operator_name(), m.reason()}};
  }
  static json fields(const alarm::alarm_acknowledged& e) {
    return {{"alarm", e.alarm}, {"operator_name", e.who.operator_name}, {"reason", e.who.reason}};
  }
};

template <>
struct form<alarm::alarm_silenced> {
  static constexpr auto number = v1::Payload::kAlarmSilenced;
  static constexpr auto message = &v1::Payload::mutable_alarm_silenced;

  static void write(const alarm::alarm_silenced& e, v1::AlarmSilenced& out) {
    out.set_kind(to_proto(e.which.what));
    out.set_key(e.which.key);
    out.set_from_ms(e.which.from.time_since_epoch().count());
    out.set_until_ms(e.which.until.time_since_epoch().count());
    out.set_operator_name(e.who.operator_name);
    out.set_reason(e.who.reason);
  }
  static alarm::alarm_silenced read(const v1::AlarmSilenced& m, field_check& check) {
    return {{check.value("kind", m.kind()), m.key(), instant{millis{m.from_ms()}},
             instant{millis{m.until_ms()}}},
            {m.operator_name(), m.reason()}};
  }
  static json fields(const alarm::alarm_silenced& e) {
    return {{"kind", name_of(e.which.what)},        {"key", e.which.key},
            {"from", rfc3339(e.which.from)},        {"until", rfc3339(e.which.until)},
            {"operator_name", e.who.operator_name}, {"reason", e.who.reason}};
  }
};

template <>
struct form<alarm::alarm_resolved> {
  static constexpr auto number = v1::Payload::kAlarmResolved;
  static constexpr auto message = &v1::Payload::mutable_alarm_resolved;

  static void write(const alarm::alarm_resolved& e, v1::AlarmResolved& out) {
    out.set_alarm(e.alarm);
    out.set_count(e.count);
    out.set_orders(e.orders);
    out.set_lasted_ms(e.lasted.count());
  }
  static alarm::alarm_resolved read(const v1::AlarmResolved& m, field_check&) {
    return {m.alarm(), m.count(), m.orders(), millis{m.lasted_ms()}};
  }
  static json fields(const alarm::alarm_resolved& e) {
    return {{"alarm", e.alarm},
            {"count", e.count},
            {"orders", e.orders},
            {"lasted_ms", e.lasted.count()}};
  }
};

}  // namespace sluice::codec
