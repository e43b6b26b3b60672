#include "adapters/config/rule_warnings.hpp"

#include <algorithm>
#include <set>

namespace sluice {
namespace {

using warnings = std::vector<std::string>;

template <class T>
bool contains(const std::vector<T>& all, const T& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

/// An empty list of a rule means all there are.
template <class T>
bool is_about(const std::vector<T>& some, const T& one) {
  return some.empty() || contains(some, one);
}

std::string key_of(const routing::rule& r) { return "routing.rules." + r.name; }

// -- what there is not ----------------------------------------------------------------------------

void look_for_merchants(const std::string& key, const std::vector<merchant_id>& named,
                        const engine_settings& engine, warnings& to) {
  for (const auto& id : named) {
    const auto is_it = [&](const merchant_settings& m) { return m.id == id; };
    if (std::none_of(engine.merchants.begin(), engine.merchants.end(), is_it))
      to.push_back(key + " names " + id.value() +
                   ", a merchant that the file does not have: it is about nobody until there is "
                   "one.");
  }
}

void look_for_channels(const routing::rule& r, const engine_settings& engine, warnings& to) {
  const auto none = [&](const auto& is_it) {
    return std::none_of(engine.channels.begin(), engine.channels.end(), is_it);
  };
  const auto& when = r.when;
  if (when.shown && none([&](const channel_settings& c) { return c.reaches == when.shown; }))
    to.push_back(key_of(r) + ".wallet is " + std::string(name_of(*when.shown)) +
                 ", which no channel reaches: the rule holds for no payment.");
  if (when.unit &&
      none([&](const channel_settings& c) { return contains(c.currencies, *when.unit); }))
    to.push_back(key_of(r) + ".currency is " + std::string(name_of(*when.unit)) +
                 ", which no channel takes: the rule holds for no payment.");
}

// -- what a rule leaves of a merchant's channels --------------------------------------------------

/// What the channels of a merchant have to share, or cannot serve the same payment.
struct kind {
  std::optional<wallet> shown;
  currency unit;
  friend auto operator<=>(const kind&, const kind&) = default;
};

/// The kinds of payments for which it has a channel, and those for which the rule leaves one.
struct kinds {
  std::set<kind> before{}, after{};
};

kinds kinds_of(const routing::rule& r, const merchant_settings& m, business_type type,
               const engine_settings& engine) {
  const bool by_code = policy_of(type).needs_payment_code;
  kinds out;
  for (const auto& c : engine.channels) {
    if (!contains(m.channels, c.id) || !contains(c.business_types, type)) continue;
    if (r.when.shown && (!by_code || c.reaches != r.when.shown)) continue;
    for (const auto unit : c.currencies) {
      if (r.when.unit && r.when.unit != unit) continue;
      const kind one{by_code ? c.reaches : std::nullopt, unit};
      out.before.insert(one);
      const bool is_away_for_good = is_away(r, c.id) && !r.when.until && !r.when.hours;
      if (!takes_away(r, c.id) && !is_away_for_good) out.after.insert(one);
    }
  }
  return out;
}

std::string text_of(const kind& k) {
  return (k.shown ? "codes of " + std::string(name_of(*k.shown)) + " in " : "payments in ") +
         std::string(name_of(k.unit));
}

void look_at_merchant(const routing::rule& r, const merchant_settings& m,
                      const engine_settings& engine, warnings& to) {
  if (!is_about(r.when.merchants, m.id)) return;
  for (const auto type : m.business_types) {
    if (!is_about(r.when.business_types, type)) continue;
    const auto found = kinds_of(r, m, type, engine);
    for (const auto& k : found.before)
      if (!found.after.contains(k))
        to.push_back(key_of(r) + " leaves " + m.id.value() + " no channel for " + text_of(k) +
                     " by " + std::string(name_of(type)) +
                     ": while the rule holds they are refused.");
  }
}

}  // namespace

std::vector<std::string> rule_warnings(const engine_settings& engine) {
  warnings out;
  look_for_merchants("routing.never_explore", engine.routing.how.never_explore, engine, out);
  for (const auto& r : engine.level_rules)
    look_for_merchants("degradation.rules." + r.name + ".merchants", r.merchants, engine, out);
  for (const auto& r : engine.routing.rules) {
    look_for_merchants(key_of(r) + ".merchants", r.when.merchants, engine, out);
    look_for_channels(r, engine, out);
    for (const auto& m : engine.merchants) look_at_merchant(r, m, engine, out);
  }
  return out;
}

}  // namespace sluice
