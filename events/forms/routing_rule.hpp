#pragma once
/// How a routing rule and the tuning are written, inside the events that hold them.

#include "base/time_text.hpp"
#include "domain/routing/rule_words.hpp"
#include "domain/routing/rulebook.hpp"
#include "events/forms/form.hpp"

namespace sluice::codec::routes {

// -- a rule --------------------------------------------------------------------------------------

inline void write_condition(const routing::condition& when, v1::RoutingRule& out) {
  for (const auto type : when.business_types) out.add_business_types(to_proto(type));
  for (const auto& m : when.merchants) out.add_merchants(m.value());
  if (when.unit) out.set_currency(to_proto(*when.unit));
  if (when.amount_from) out.set_amount_from(*when.amount_from);
  if (when.amount_to) out.set_amount_to(*when.amount_to);
  out.set_paid_with(when.paid_with.text());
  if (when.shown) out.set_wallet(std::string(name_of(*when.shown)));
  if (when.hours) {
    out.set_from_minute(when.hours->from);
    out.set_to_minute(when.hours->to);
  }
  out.set_weekdays(when.weekdays);
  out.set_utc_offset_minutes(when.utc_offset_minutes);
  if (when.from) out.set_from_ms(when.from->time_since_epoch().count());
  if (when.until) out.set_until_ms(when.until->time_since_epoch().count());
}

/// `out` is empty.
inline void write(const routing::rule& r, v1::RoutingRule& out) {
  out.set_name(r.name);
  write_condition(r.when, out);
  for (const auto& id : r.only) out.add_only(id.value());
  for (const auto& id : r.never) out.add_never(id.value());
  for (const auto& id : r.maintenance) out.add_maintenance(id.value());
  if (r.prefer) out.set_prefer(r.prefer->value());
  if (!r.tries) return;
  out.set_canary(r.tries->channel.value());
  out.set_canary_share_of_256(r.tries->share_of_256);
}

/// A number that a smaller one must hold.
template <class T>
T narrowed(std::string_view field, std::int64_t written, field_check& check) {
  if (!std::in_range<T>(written)) check.fail(field, "is out of range");
  return static_cast<T>(written);
}

inline routing::condition read_condition(const v1::RoutingRule& m, field_check& check) {
  routing::condition out;
  for (const auto type : m.business_types())
    out.business_types.push_back(
        check.value("business_types", static_cast<v1::BusinessType>(type)));
  for (const auto& id : m.merchants())
    out.merchants.push_back(check.name<merchant_id>("merchants", id));
  if (m.currency() != v1::CURRENCY_UNSPECIFIED) out.unit = check.value("currency", m.currency());
  if (m.has_amount_from()) out.amount_from = m.amount_from();
  if (m.has_amount_to()) out.amount_to = m.amount_to();
  out.paid_with = check.paid_with(m.paid_with());
  out.shown = wallet_from_name(m.wallet());
  if (!m.wallet().empty() && !out.shown) check.fail("wallet", "unknown value " + m.wallet());
  if (m.has_from_minute() != m.has_to_minute()) check.fail("to_minute", "both or none");
  if (m.has_from_minute())
    out.hours = {narrowed<std::uint16_t>("from_minute", m.from_minute(), check),
                 narrowed<std::uint16_t>("to_minute", m.to_minute(), check)};
  out.weekdays = narrowed<std::uint8_t>("weekdays", m.weekdays(), check);
  out.utc_offset_minutes =
      narrowed<std::int16_t>("utc_offset_minutes", m.utc_offset_minutes(), check);
  if (m.has_from_ms()) out.from = instant{millis{m.from_ms()}};
  if (m.has_until_ms()) out.until = instant{millis{m.until_ms()}};
  return out;
}

inline routing::rule read(const v1::RoutingRule& m, field_check& check) {
  check.only_known_fields(m);
  routing::rule out{.name = m.name(), .when = read_condition(m, check)};
  if (m.name().empty()) check.fail("name", "missing");
  for (const auto& id : m.only()) out.only.push_back(check.name<channel_id>("only", id));
  for (const auto& id : m.never()) out.never.push_back(check.name<channel_id>("never", id));
  for (const auto& id : m.maintenance())
    out.maintenance.push_back(check.name<channel_id>("maintenance", id));
  if (!m.prefer().empty()) out.prefer = channel_id{m.prefer()};
  if (!m.canary().empty())
    out.tries = {channel_id{m.canary()},
                 narrowed<std::uint16_t>("canary_share_of_256", m.canary_share_of_256(), check)};
  return out;
}

template <class Names>
json names(const Names& all) {
  json out = json::array();
  for (const auto& one : all) out.push_back(one.value());
  return out;
}

inline json fields(const routing::rule& r) {
  const auto& when = r.when;
  json out{{"name", r.name}};
  for (const auto type : when.business_types) out["business_types"].push_back(name_of(type));
  if (!when.merchants.empty()) out["merchants"] = names(when.merchants);
  if (when.unit) out["currency"] = name_of(*when.unit);
  if (when.amount_from) out["amount_from"] = *when.amount_from;
  if (when.amount_to) out["amount_to"] = *when.amount_to;
  if (when.paid_with.is_said()) out["paid_with"] = when.paid_with.text();
  if (when.shown) out["wallet"] = name_of(*when.shown);
  if (when.hours) out["hours"] = text_of(*when.hours);
  if (when.weekdays != 0) out["weekdays"] = routing::names_of_weekdays(when.weekdays);
  if (when.utc_offset_minutes != 0)
    out["utc_offset"] = routing::text_of_utc_offset(when.utc_offset_minutes);
  if (when.from) out["from"] = rfc3339(*when.from);
  if (when.until) out["until"] = rfc3339(*when.until);
  if (!r.only.empty()) out["only"] = names(r.only);
  if (!r.never.empty()) out["never"] = names(r.never);
  if (r.prefer) out["prefer"] = r.prefer->value();
  if (r.tries) {
    out["canary"] = r.tries->channel.value();
    out["canary_share_of_256"] = r.tries->share_of_256;
  }
  if (!r.maintenance.empty()) out["maintenance"] = names(r.maintenance);
  return out;
}

// -- the tuning ----------------------------------------------------------------------------------

inline void write(const routing::tuning& t, v1::RoutingTuning& out) {
  out.set_leader_stays_ms(t.leader_stays.count());
  out.set_better_by_of_10000(t.better_by_of_10000);
  out.set_explore_per_mille(t.explore_per_mille);
  if (t.explore_up_to) write_money(*t.explore_up_to, *out.mutable_explore_up_to());
  for (const auto& m : t.never_explore) out.add_never_explore(m.value());
  for (const auto& fee : t.fees) {
    auto& written = *out.add_fees();
    written.set_channel(fee.channel.value());
    written.set_of_10000(fee.of_10000);
  }
}

inline routing::tuning read(const v1::RoutingTuning& m, field_check& check) {
  check.only_known_fields(m);
  routing::tuning out;
  out.leader_stays = millis{m.leader_stays_ms()};
  out.better_by_of_10000 =
      narrowed<std::uint16_t>("better_by_of_10000", m.better_by_of_10000(), check);
  out.explore_per_mille =
      narrowed<std::uint16_t>("explore_per_mille", m.explore_per_mille(), check);
  out.explore_up_to = check.amount_if(m.has_explore_up_to(), m.explore_up_to());
  for (const auto& id : m.never_explore())
    out.never_explore.push_back(check.name<merchant_id>("never_explore", id));
  for (const auto& fee : m.fees()) {
    check.only_known_fields(fee);
    out.fees.push_back({check.name<channel_id>("fees", fee.channel()),
                        narrowed<std::uint16_t>("of_10000", fee.of_10000(), check)});
  }
  return out;
}

inline json fields(const routing::tuning& t) {
  json out{{"leader_stays_ms", t.leader_stays.count()},
           {"better_by_of_10000", t.better_by_of_10000},
           {"explore_per_mille", t.explore_per_mille}};
  show_if(out, "explore_up_to", t.explore_up_to);
  if (!t.never_explore.empty()) out["never_explore"] = names(t.never_explore);
  for (const auto& fee : t.fees) out["fees"][fee.channel.value()] = fee.of_10000;
  return out;
}

}  // namespace sluice::codec::routes
