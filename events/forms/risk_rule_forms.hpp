#pragma once
/// When the risk service is asked, as the file says.

#include "domain/degradation/event.hpp"
#include "events/forms/form.hpp"

namespace sluice::codec {

template <>
struct form<degradation::risk_configured> {
  static constexpr auto number = v1::Payload::kRiskRulesConfigured;
  static constexpr auto message = &v1::Payload::mutable_risk_rules_configured;

  static void write(const degradation::risk_configured& e, v1::RiskRulesConfigured& out) {
    out.Clear();
    for (const auto& [type, silence] : e.rules.asks) {
      auto& asked = *out.add_asks();
      asked.set_before(to_proto(type));
      asked.set_silence(to_proto(silence));
    }
    out.set_within_ms(e.rules.within.count());
    out.set_code_within_ms(e.rules.code_within.count());
    out.set_most_open(e.rules.most_open);
  }
  static degradation::risk_configured read(const v1::RiskRulesConfigured& m, field_check& check) {
    degradation::risk_configured e{{.within = millis{m.within_ms()},
                                    .code_within = millis{m.code_within_ms()},
                                    .most_open = m.most_open()}};
    for (const auto& asked : m.asks()) {
      check.only_known_fields(asked);
      const auto type = check.value("before", asked.before());
      if (!e.rules.asks.emplace(type, check.value("silence", asked.silence())).second)
        check.fail("before", "named twice");
    }
    return e;
  }
  static json fields(const degradation::risk_configured& e) {
    json asks = json::object();
    for (const auto& [type, silence] : e.rules.asks)
      asks[std::string(name_of(type))] = name_of(silence);
    return {{"silence_before", std::move(asks)},
            {"within_ms", e.rules.within.count()},
            {"code_within_ms", e.rules.code_within.count()},
            {"most_open", e.rules.most_open}};
  }
};

}  // namespace sluice::codec
