/// [risk]: who says before the first attempt whether an order may begin.

#include "adapters/config/sections.hpp"

namespace sluice::config {
namespace {

constexpr millis least{1};

void read_prefix(toml_reader& in, configuration& out) {
  std::string prefix = "risk";
  in.text("prefix", prefix);
  const auto& own = out.nats.prefix;
  if (!is_subject_prefix(prefix))
    in.complain("prefix", "\"" + prefix + "\" is no subject",
                "subject tokens of letters, digits, - and _, such as \"risk\"");
  else if ((prefix + '.').starts_with(own + '.') || (own + '.').starts_with(prefix + '.') ||
           (prefix + '.').starts_with(own + "-engines.") ||
           (prefix + '.').starts_with(own + "-alarms.") || prefix.starts_with("_INBOX"))
    in.complain("prefix", "\"" + prefix + "\" is not apart from nats.prefix, \"" + own + "\"",
                "a prefix of its own, such as \"risk\": who may ask for payments need not hear "
                "the questions");
  else
    out.risk_prefix = prefix;
}

order::risk_silence usual_silence(business_type type) {
  return policy_of(type).direction == money_direction::in
             ? order::risk_silence::passes
             : order::risk_silence::blocks;
}

void read_silences(toml_reader in, order::risk_rules& out) {
  const choice allowed{.what = "word about silence", .names = {"pass", "block"}};
  for (const auto& row : business_policies) {
    const auto said = in.one_of(row.name, allowed);
    if (!said) continue;
    const auto asks = out.asks.find(row.type);
    if (asks == out.asks.end())
      in.complain(row.name, "nobody is asked before such an order",
                  "one of [risk] business_types, or leave it out");
    else
      asks->second = *order::risk_silence_from_name(*said);
  }
  in.finish();
}

}  // namespace

void read_risk(toml_reader in, configuration& out) {
  auto& risk = out.engine.risk;
  read_prefix(in, out);
  if (in.has("business_types"))
    for (const auto type :
         business_types_named(in.some_of("business_types", business_type_choice())))
      risk.asks[type] = usual_silence(type);
  else
    for (const auto& row : business_policies) risk.asks[row.type] = usual_silence(row.type);
  in.duration("within", risk.within, least, millis{1000});
  in.duration("code_within", risk.code_within, least, millis{8000});
  in.whole<std::uint32_t>("max_open", risk.most_open, 1, 100'000);
  if (auto silences = in.table("without_answer")) read_silences(std::move(*silences), risk);
  in.finish();
}

}  // namespace sluice::config
