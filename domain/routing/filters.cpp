#include "domain/routing/filters.hpp"

#include <algorithm>

#include "domain/routing/draw.hpp"

namespace sluice::routing {
namespace {

template <class T>
bool contains(const std::vector<T>& all, const T& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

/// What it can do at all: no rule and no weather changes it.
std::optional<verdict> unable(const candidate& c, const wish& w) {
  if (!c.is_listed) return verdict::merchant_list;
  if (c.reach == nullptr) return verdict::not_configured;
  if (w.channel && *w.channel != c.id) return verdict::not_asked_for;
  if (!contains(c.reach->business_types, w.type)) return verdict::business_type;
  if (policy_of(w.type).needs_payment_code && (!w.shown || c.reach->reaches != w.shown))
    return verdict::wallet;
  if (!contains(c.reach->currencies, w.amount.unit)) return verdict::currency;
  return std::nullopt;
}

std::optional<verdict> forbidden(const channel_id& id, const rules_in_force& rules) {
  for (const auto* r : rules)
    if (!r->only.empty() && !contains(r->only, id)) return verdict::rule_only;
  for (const auto* r : rules)
    if (contains(r->never, id)) return verdict::rule_never;
  return std::nullopt;
}

bool lets_payments_in(const channel::standing& s) {
  switch (s.phase) {
    case channel::breaker_phase::closed: return true;
    case channel::breaker_phase::open: return false;
    case channel::breaker_phase::half_open: return s.wants_probe;
  }
  return false;
}

bool tries(const rule& r, const channel_id& id) { return r.tries && r.tries->channel == id; }

/// There is no share while nothing is tried.
bool is_in(const canary& c, const wish& w) {
  return w.essential == nullptr && is_in_share(w.order, lot::canary, c.share_of_256, 256);
}

}  // namespace

rules_in_force rules_for(const wish& w, const std::vector<rule>& all, instant now) {
  rules_in_force out;
  for (const auto& r : all)
    if (holds(r.when, w, now)) out.push_back(&r);
  return out;
}

std::optional<verdict> exclusion_of(const candidate& c, const wish& w,
                                    const rules_in_force& rules) {
  if (const auto why = unable(c, w)) return why;
  if (const auto why = forbidden(c.id, rules)) return why;
  if (w.essential != nullptr && !lists(*w.essential, w.type, c.id)) return verdict::not_essential;
  if (std::any_of(rules.begin(), rules.end(), [&](const rule* r) { return is_away(*r, c.id); }))
    return verdict::maintenance;
  if (!lets_payments_in(c.standing)) return verdict::path_open;
  if (!c.standing.has_room) return verdict::no_room;
  if (w.is_shadow && !c.reach->is_simulated) return verdict::shadow;
  if (!w.is_shadow && c.is_for_tests) return verdict::for_tests;
  if (w.channel) return std::nullopt;
  for (const auto* r : rules)
    if (tries(*r, c.id) && !is_in(*r->tries, w)) return verdict::canary_out;
  return std::nullopt;
}

bool is_canary_of(const channel_id& c, const wish& w, const rules_in_force& rules) {
  return !w.channel && std::any_of(rules.begin(), rules.end(), [&](const rule* r) {
    return tries(*r, c);  // who is out of its share has been excluded
  });
}

}  // namespace sluice::routing
