/// [degradation.rules.NAME]: when a merchant's level changes by itself, and to which.

#include "adapters/config/sections.hpp"
#include "domain/merchant/level_rule_fault.hpp"

namespace sluice::config {
namespace {

template <class Rows>
choice names_of(std::string_view what, const Rows& rows) {
  choice out{.what = what, .names = {}};
  for (const auto& row : rows) out.names.emplace_back(row.name);
  return out;
}

merchant::level_rule read_rule(toml_reader& in, const std::string& name) {
  constexpr millis a_second{1000};
  constexpr millis an_hour{3'600'000};
  merchant::level_rule out{.name = name};
  out.merchants = ids_in<merchant_id>(in, "merchants", "merchant");
  out.business_types = business_types_named(in.some_of("business_types", business_type_choice()));
  in.require("when", "\"over_its_limits\" or \"all_paths_open\"");
  if (const auto when = in.one_of("when", names_of("cause", merchant::level_cause_rows)))
    out.when = *merchant::level_cause_from_name(*when);
  in.whole<std::uint32_t>("refusals", out.refusals, 1, merchant::most_refusals);
  in.require("for", "how long it must have lasted, such as \"10s\"");
  in.duration("for", out.lasts, a_second, an_hour);
  in.require("level", "\"throttled\", \"accept_only\" or \"refuse\"");
  if (const auto level = in.one_of("level", names_of("level", merchant::level_rows)))
    out.to = *merchant::level_from_name(*level);
  in.whole<std::int64_t>("per_second", out.per_second, 1, merchant::most_per_second);
  in.require("hold", "how long the level holds, such as \"5m\"");
  in.duration("hold", out.holds, a_second, a_day);
  return out;
}

merchant::level_rule_surroundings surroundings_of(const engine_settings& e) {
  merchant::level_rule_surroundings out{.channels = reach_of(e.channels)};
  for (const auto& m : e.merchants)
    out.merchants.emplace(
        m.id, merchant::section{m.enabled, m.business_types, m.channels, m.limits});
  return out;
}

}  // namespace

void read_degradation(toml_reader in, engine_settings& out) {
  auto rules = in.table("rules");
  in.finish();
  if (!rules) return;
  const auto around = surroundings_of(out);
  for (auto& [name, reader] : rules_in_order(*rules, merchant::most_level_rules)) {
    auto rule = read_rule(reader, name);
    reader.finish();
    complain_of(reader, fault_of(rule, out.level_rules, around));
    out.level_rules.push_back(std::move(rule));
  }
}

}  // namespace sluice::config
