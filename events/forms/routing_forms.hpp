#pragma once
/// The rules of routing: which held, and who wanted them.

#include "base/overloaded.hpp"
#include "domain/routing/event.hpp"
#include "events/forms/form.hpp"
#include "events/forms/routing_rule.hpp"

namespace sluice::codec {

template <>
struct form<routing::rules_configured> {
  static constexpr auto number = v1::Payload::kRoutingRulesConfigured;
  static constexpr auto message = &v1::Payload::mutable_routing_rules_configured;

  static void write(const routing::rules_configured& e, v1::RoutingRulesConfigured& out) {
    out.Clear();
    for (const auto& r : e.in_file.rules) routes::write(r, *out.add_rules());
    routes::write(e.in_file.how, *out.mutable_tuning());
  }
  static routing::rules_configured read(const v1::RoutingRulesConfigured& m, field_check& check) {
    routing::rules_configured e;
    for (const auto& r : m.rules()) e.in_file.rules.push_back(routes::read(r, check));
    e.in_file.how = routes::read(m.tuning(), check);
    return e;
  }
  static json fields(const routing::rules_configured& e) {
    json rules = json::array();
    for (const auto& r : e.in_file.rules) rules.push_back(routes::fields(r));
    return {{"rules", std::move(rules)}, {"tuning", routes::fields(e.in_file.how)}};
  }
};

template <>
struct form<routing::rules_changed> {
  static constexpr auto number = v1::Payload::kRoutingRulesChanged;
  static constexpr auto message = &v1::Payload::mutable_routing_rules_changed;

  static void write(const routing::rules_changed& e, v1::RoutingRulesChanged& out) {
    out.Clear();
    std::visit(overloaded{
                   [&](const routing::rule_set& w) { routes::write(w.what, *out.mutable_set()); },
                   [&](const routing::rule_dropped& w) { out.set_dropped(w.name); },
               },
               e.what);
    out.set_operator_name(e.who.operator_name);
    out.set_reason(e.who.reason);
  }
  static routing::rules_changed read(const v1::RoutingRulesChanged& m, field_check& check) {
    routing::rules_changed e{{}, {m.operator_name(), m.reason()}};
    if (m.has_set() == !m.dropped().empty()) check.fail("set", "exactly one of set and dropped");
    if (m.has_set())
      e.what = routing::rule_set{routes::read(m.set(), check)};
    else
      e.what = routing::rule_dropped{m.dropped()};
    return e;
  }
  static json fields(const routing::rules_changed& e) {
    json out;
    std::visit(overloaded{
                   [&](const routing::rule_set& w) { out["set"] = routes::fields(w.what); },
                   [&](const routing::rule_dropped& w) { out["dropped"] = w.name; },
               },
               e.what);
    out["operator_name"] = e.who.operator_name;
    out["reason"] = e.who.reason;
    return out;
  }
};

}  // namespace sluice::codec
