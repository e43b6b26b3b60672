/// [routing] and [routing.rules.NAME]: which of its channels a payment may take, and which first.

#include "adapters/config/sections.hpp"
#include "base/time_text.hpp"
#include "domain/routing/rule_fault.hpp"
#include "domain/routing/rule_words.hpp"

namespace sluice::config {
namespace {

constexpr std::uint16_t anything = 10'000;

std::optional<channel_id> channel_in(toml_reader& in, std::string_view key) {
  std::string name;
  in.text(key, name);
  return name.empty() ? std::nullopt : std::optional{channel_id{std::move(name)}};
}

/// What a text means; nothing where the key is absent, or its value is at fault.
template <class Parse>
auto parsed(toml_reader& in, std::string_view key, Parse parse, std::string_view rule) {
  std::string text;
  decltype(parse(text)) out;
  if (!in.text(key, text) || (out = parse(text))) return out;
  in.complain(key, '"' + text + "\" is none", std::string(rule));
  return out;
}

std::optional<std::int64_t> amount_in(toml_reader& in, std::string_view key) {
  std::int64_t minor = 0;
  in.whole(key, minor, std::int64_t{1}, max_amount_minor);
  return minor == 0 ? std::nullopt : std::optional{minor};
}

std::optional<currency> currency_in(toml_reader& in, std::string_view key) {
  const auto name = in.one_of(key, currency_choice());
  return name ? currency_from_name(*name) : std::nullopt;
}

void read_time(toml_reader& in, routing::condition& out) {
  out.hours = parsed(in, "hours", routing::day_time_from_text, routing::hours_rule);
  const choice days{.what = "day", .names = {routing::weekdays.begin(), routing::weekdays.end()}};
  for (const auto& name : in.some_of("weekdays", days))
    out.weekdays = static_cast<std::uint8_t>(out.weekdays | routing::weekday_from_name(name));
  out.utc_offset_minutes =
      parsed(in, "utc_offset", routing::utc_offset_from_text, routing::utc_offset_rule).value_or(0);
  out.from = parsed(in, "from", instant_from_rfc3339, rfc3339_rule);
  out.until = parsed(in, "until", instant_from_rfc3339, rfc3339_rule);
}

routing::condition read_condition(toml_reader& in) {
  routing::condition out{
      .business_types = business_types_named(in.some_of("business_types", business_type_choice())),
      .merchants = ids_in<merchant_id>(in, "merchants", "merchant"),
      .unit = currency_in(in, "currency"),
      .amount_from = amount_in(in, "amount_from"),
      .amount_to = amount_in(in, "amount_to")};
  if (auto with = parsed(in, "paid_with", instrument_from_text, instrument_rule))
    out.paid_with = *std::move(with);
  if (const auto name = in.one_of("wallet", wallet_choice())) out.shown = wallet_from_name(*name);
  read_time(in, out);
  return out;
}

routing::rule read_rule(toml_reader& in, const std::string& name) {
  routing::rule out{
      .name = name,
      .when = read_condition(in),
      .only = ids_in<channel_id>(in, "only", "channel"),
      .never = ids_in<channel_id>(in, "never", "channel"),
      .prefer = channel_in(in, "prefer"),
      .maintenance = ids_in<channel_id>(in, "maintenance", "channel")};
  if (auto tries = channel_in(in, "canary")) out.tries = routing::canary{*std::move(tries)};
  std::uint16_t share = 1;
  in.whole<std::uint16_t>("canary_share_of_256", share, 1, 256);
  if (out.tries)
    out.tries->share_of_256 = share;
  else if (in.has("canary_share_of_256"))
    in.complain("canary_share_of_256", "is given without canary", "the channel beside it");
  return out;
}

/// Of ten thousand minor units, by channel.
void read_fees(toml_reader& in, const std::vector<channel_settings>& channels,
               std::vector<routing::channel_fee>& out) {
  auto inner = in.table("fees");
  if (!inner) return;
  for (const auto& c : channels) {
    routing::channel_fee fee{c.id};
    const bool is_said = inner->has(c.id.value());
    inner->whole<std::uint16_t>(c.id.value(), fee.of_10000, 0, anything);
    if (is_said) out.push_back(std::move(fee));
  }
  inner->finish();
}

void read_tuning(toml_reader& in, const routing::rule_surroundings& around,
                 engine_settings& engine) {
  auto& out = engine.routing.how;
  in.duration("leader_stays", out.leader_stays, millis{0}, millis{600'000});
  in.whole<std::uint16_t>("better_by_of_10000", out.better_by_of_10000, 0, anything);
  in.whole<std::uint16_t>("explore_per_mille", out.explore_per_mille, 0, anything);
  const auto most = amount_in(in, "explore_up_to_minor");
  const auto unit = currency_in(in, "explore_currency");
  const bool has_most = in.has("explore_up_to_minor");
  if (has_most != in.has("explore_currency"))
    in.complain(has_most ? "explore_up_to_minor" : "explore_currency", "is given alone",
                "explore_up_to_minor and explore_currency together");
  if (most && unit) out.explore_up_to = money{*most, *unit};
  out.never_explore = ids_in<merchant_id>(in, "never_explore", "merchant");
  read_fees(in, engine.channels, out.fees);
  complain_of(in, routing::fault_of(out, around));
}

}  // namespace

void read_routing(toml_reader in, engine_settings& out) {
  const routing::rule_surroundings around{reach_of(out.channels), lists_of(out.merchants)};
  read_tuning(in, around, out);
  auto rules = in.table("rules");
  in.finish();
  if (!rules) return;
  for (auto& [name, reader] : rules_in_order(*rules, routing::most_rules)) {
    auto rule = read_rule(reader, name);
    reader.finish();
    complain_of(reader, routing::fault_of(rule, around));
    out.routing.rules.push_back(std::move(rule));
  }
}

}  // namespace sluice::config
