#pragma once
/// The file's rules about merchants' levels.

#include "domain/degradation/event.hpp"
#include "events/forms/form.hpp"

namespace sluice::codec {

namespace level_rules {

inline void write(const merchant::level_rule& r, v1::LevelRule& out) {
  out.set_name(r.name);
  for (const auto& m : r.merchants) out.add_merchants(m.value());
  for (const auto type : r.business_types) out.add_business_types(to_proto(type));
  out.set_when(to_proto(r.when));
  out.set_refusals(r.refusals);
  out.set_lasts_ms(r.lasts.count());
  out.set_to(to_proto(r.to));
  out.set_per_second(r.per_second);
  out.set_holds_ms(r.holds.count());
}

inline merchant::level_rule read(const v1::LevelRule& m, field_check& check) {
  check.only_known_fields(m);
  merchant::level_rule r{
      .name = m.name(),
      .when = check.value("when", m.when()),
      .refusals = m.refusals(),
      .lasts = millis{m.lasts_ms()},
      .to = check.value("to", m.to()),
      .per_second = m.per_second(),
      .holds = millis{m.holds_ms()}};
  for (const auto& name : m.merchants())
    r.merchants.push_back(check.name<merchant_id>("merchants", name));
  for (const auto type : m.business_types())
    r.business_types.push_back(check.value("business_types", static_cast<v1::BusinessType>(type)));
  return r;
}

inline json fields(const merchant::level_rule& r) {
  json out{{"rule", r.name}};
  for (const auto& m : r.merchants) out["merchants"].push_back(m.value());
  for (const auto type : r.business_types) out["business_types"].push_back(name_of(type));
  out["when"] = name_of(r.when);
  if (r.refusals != 0) out["refusals"] = r.refusals;
  out["for_ms"] = r.lasts.count();
  out["level"] = name_of(r.to);
  if (r.per_second != 0) out["per_second"] = r.per_second;
  out["hold_ms"] = r.holds.count();
  return out;
}

}  // namespace level_rules

template <>
struct form<degradation::rules_configured> {
  static constexpr auto number = v1::Payload::kLevelRulesConfigured;
  static constexpr auto message = &v1::Payload::mutable_level_rules_configured;

  static void write(const degradation::rules_configured& e, v1::LevelRulesConfigured& out) {
    out.Clear();
    for (const auto& r : e.rules) level_rules::write(r, *out.add_rules());
  }
  static degradation::rules_configured read(const v1::LevelRulesConfigured& m, field_check& check) {
    degradation::rules_configured e;
    for (const auto& r : m.rules()) e.rules.push_back(level_rules::read(r, check));
    return e;
  }
  static json fields(const degradation::rules_configured& e) {
    json rules = json::array();
    for (const auto& r : e.rules) rules.push_back(level_rules::fields(r));
    return {{"rules", std::move(rules)}};
  }
};

}  // namespace sluice::codec
