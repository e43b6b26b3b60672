#pragma once
/// What people want of the whole engine for a while, and what it found of its own log.

#include "base/time_text.hpp"
#include "domain/degradation/event.hpp"
#include "events/forms/form.hpp"

namespace sluice::codec {

template <>
struct form<degradation::degraded> {
  static constexpr auto number = v1::Payload::kEngineDegraded;
  static constexpr auto message = &v1::Payload::mutable_engine_degraded;

  static void write(const degradation::degraded& e, v1::EngineDegraded& out) {
    out.Clear();
    out.set_to(to_proto(e.what.to));
    for (const auto type : e.what.business_types) out.add_business_types(to_proto(type));
    for (const auto& id : e.what.channels) out.add_channels(id.value());
    if (e.what.until) out.set_until_ms(e.what.until->time_since_epoch().count());
    out.set_operator_name(e.who.operator_name);
    out.set_reason(e.who.reason);
    out.set_restored_after(e.what.restored_after);
  }
  static degradation::degraded read(const v1::EngineDegraded& m, field_check& check) {
    degradation::degraded e{{.to = check.value("to", m.to())}, {m.operator_name(), m.reason()}};
    for (const auto type : m.business_types())
      e.what.business_types.push_back(
          check.value("business_types", static_cast<v1::BusinessType>(type)));
    for (const auto& id : m.channels())
      e.what.channels.push_back(check.name<channel_id>("channels", id));
    if (m.has_until_ms()) e.what.until = instant{millis{m.until_ms()}};
    e.what.restored_after = m.restored_after();
    return e;
  }
  static json fields(const degradation::degraded& e) {
    json out{{"level", name_of(e.what.to)}};
    for (const auto type : e.what.business_types) out["business_types"].push_back(name_of(type));
    for (const auto& id : e.what.channels) out["channels"].push_back(id.value());
    if (e.what.until) out["until"] = rfc3339(*e.what.until);
    if (e.what.restored_after != 0) out["restored_after"] = e.what.restored_after;
    out["operator_name"] = e.who.operator_name;
    out["reason"] = e.who.reason;
    return out;
  }
};

template <>
struct form<degradation::log_restored> {
  static constexpr auto number = v1::Payload::kLogRestored;
  static constexpr auto message = &v1::Payload::mutable_log_restored;

  static void write(const degradation::log_restored& e, v1::LogRestored& out) {
    out.Clear();
    out.set_incarnation(e.of.incarnation);
    out.set_after(e.of.after);
  }
  static degradation::log_restored read(const v1::LogRestored& m, field_check&) {
    return {{m.incarnation(), m.after()}};
  }
  static json fields(const degradation::log_restored& e) {
    return {{"incarnation", e.of.incarnation}, {"after", e.of.after}};
  }
};

}  // namespace sluice::codec
