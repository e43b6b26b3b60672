#pragma once
/// What people want of the whole engine for a while.

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
  }
  static degradation::degraded read(const v1::EngineDegraded& m, field_check& check) {
    degradation::degraded e{{.to = check.value("to", m.to())}, {m.operator_name(), m.reason()}};
    for (const auto type : m.business_types())
      e.what.business_types.push_back(
          check.value("business_types", static_cast<v1::BusinessType>(type)));
    for (const auto& id : m.channels())
      e.what.channels.push_back(check.name<channel_id>("channels", id));
    if (m.has_until_ms()) e.what.until = instant{millis{m.until_ms()}};
    return e;
  }
  static json fields(const degradation::degraded& e) {
    json out{{"level", name_of(e.what.to)}};
    for (const auto type : e.what.business_types) out["business_types"].push_back(name_of(type));
    for (const auto& id : e.what.channels) out["channels"].push_back(id.value());
    if (e.what.until) out["until"] = rfc3339(*e.what.until);
    out["operator_name"] = e.who.operator_name;
    out["reason"] = e.who.reason;
    return out;
  }
};

}  // namespace sluice::codec
