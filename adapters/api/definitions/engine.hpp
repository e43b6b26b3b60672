#pragma once
/// engine.get, engine.degrade: what people want of the whole engine for a while.

#include "adapters/api/definitions/measures.hpp"
#include "adapters/api/route_value_rules.hpp"

namespace sluice::api {

inline question ask_get_engine(const v1::GetEngine&, const fingerprint&) { return get_engine{}; }

inline constexpr auto get_engine_definition = asked_of_engine<v1::GetEngine>::by<&ask_get_engine>(
    address<"engine", "get">, {},
    {.which = endpoint::get_engine,
     .request = "GetEngine",
     .reply = "EngineLevel",
     .doc = "How much the whole engine takes on, until when, who said so and why.",
     .example = "{}"});

inline constexpr auto degrade_engine_fields = std::to_array<field_definition>(
    {field<&v1::DegradeEngine::level, &v1::DegradeEngine::has_level>(
         {.name = "level",
          .needed = presence::required,
          .rule = &engine_level_rule,
          .part = in_fingerprint::always,
          .doc = "essential: new orders only of what is listed here, and no side work; what there "
                 "is goes on. normal: everything again. restored is never asked for: the engine is "
                 "it, "
                 "where its log was put back",
          .example = R"("essential")"}),
     texts_field<v1::DegradeEngine, &v1::DegradeEngine::business_types>(
         {.name = "business_types",
          .rule = &business_types_rule,
          .part = in_fingerprint::when_given,
          .doc = "with essential: still taken",
          .example = R"(["payment_code"])"}),
     texts_field<v1::DegradeEngine, &v1::DegradeEngine::channels>(
         {.name = "channels",
          .rule = &rule_channels_rule,
          .part = in_fingerprint::when_given,
          .doc = "with essential: still used for these",
          .example = R"(["wechat"])"}),
     end_field<v1::DegradeEngine>, operator_field<v1::DegradeEngine>,
     reason_field<v1::DegradeEngine>,
     field<&v1::DegradeEngine::restored_after, &v1::DegradeEngine::has_restored_after>(
         {.name = "restored_after",
          .rule = &restored_after_rule,
          .part = in_fingerprint::when_given,
          .doc = "with normal, of an engine that is restored: the end of its log that was put "
                 "back, as engine.get tells it",
          .example = "57"})});

inline question ask_degrade_engine(const v1::DegradeEngine& asked, const fingerprint&) {
  degradation::degrade word{
      .what = {.to = *degradation::level_from_name(asked.level())}, .who = signed_by_whom(asked)};
  for (const auto& name : asked.business_types())
    word.what.business_types.push_back(*business_type_from_name(name));
  for (const auto& name : asked.channels()) word.what.channels.emplace_back(name);
  if (asked.has_until()) word.what.until = instant_from_rfc3339(asked.until());
  if (asked.has_restored_after())
    word.what.restored_after = static_cast<std::uint64_t>(asked.restored_after());
  return degrade_engine{std::move(word)};
}

inline constexpr auto degrade_engine_definition =
    asked_of_engine<v1::DegradeEngine>::by<&ask_degrade_engine>(
        address<"engine", "degrade">, degrade_engine_fields,
        {.which = endpoint::degrade_engine,
         .request = "DegradeEngine",
         .reply = "EngineLevel",
         .doc = "Let the whole engine take only what is essential for a while.",
         .example = R"({"level":"essential","business_types":["payment_code"],)"
                    R"("channels":["wechat"],"operator":"li.wei",)"
                    R"("reason":"two of three machines are gone"})"});

}  // namespace sluice::api
