#include "domain/merchant/ceilings.hpp"

#include <algorithm>

#include "base/invariant.hpp"
#include "base/time_text.hpp"

namespace sluice::merchant {
namespace {

/// Limits as they are written, or so many times that.
void raise(ceilings& c, const promotion_wish& by, instant machine_time) {
  if (by.from && machine_time < *by.from) return;
  c.commands_per_second *= by.times;
  c.orders_in_flight *= by.times;
  c.amount_per_day *= by.times;
  c.amount_per_month *= by.times;
}

void lower(ceilings& c, const level_wish& to, bool payer_waits) {
  switch (to.to) {
    case level::normal: return;
    case level::throttled:
      if (c.commands_per_second != 0 && c.commands_per_second <= to.per_second) return;
      c.commands_per_second = to.per_second;
      c.is_throttled = true;
      return;
    case level::accept_only:
      if (payer_waits)
        c.refuses = &to;
      else
        c.is_held = true;
      return;
    case level::refuse: c.refuses = &to; return;
  }
  broken_invariant("every level says what is taken", __FILE__, __LINE__);
}

}  // namespace

bool is_harder(const level_wish& one, const level_wish& other) noexcept {
  if (one.to != other.to) return one.to > other.to;
  return one.to == level::throttled && one.per_second < other.per_second;
}

const measure<level_wish>* level_in_force(const state& s, business_type type,
                                          instant machine_time) {
  const auto* person = in_force(s.levels, type, machine_time);
  const auto* rule = in_force(s.levels_by_rule, type, machine_time);
  if (person == nullptr || rule == nullptr) return person != nullptr ? person : rule;
  return is_harder(rule->what, person->what) ? rule : person;
}

ceilings ceilings_of(const state& s, business_type type, instant machine_time) {
  ceilings out;
  if (!s.limits.empty())
    out = {.amount_per_order = limit_in(s.limits, {type, limited_by::amount_per_order}),
           .commands_per_second = limit_in(s.limits, {type, limited_by::commands_per_second}),
           .orders_in_flight = limit_in(s.limits, {type, limited_by::orders_in_flight}),
           .amount_per_day = limit_in(s.limits, {type, limited_by::amount_per_day}),
           .amount_per_month = limit_in(s.limits, {type, limited_by::amount_per_month})};
  if (const auto* p = in_force(s.promotions, type, machine_time)) raise(out, p->what, machine_time);
  out.own_per_second = out.commands_per_second;
  if (const auto* l = level_in_force(s, type, machine_time))
    lower(out, l->what, policy_of(type).payer_waits);
  return out;
}

rejection why_refused(const level_wish& by, business_type type) {
  const auto what = std::string(by.to == level::accept_only ? "started" : "taken");
  return {rejection_code::merchant_degraded, "merchant",
          "no new orders of this merchant by " + std::string(name_of(type)) + " are " + what +
              " for a while; those it has go on; send it again " +
              (by.until ? "at " + rfc3339(*by.until) : std::string("later"))};
}

bool may_start(const ceilings& c) noexcept { return !c.is_held && c.refuses == nullptr; }

bool waits_for_paths(const state& s, business_type type, const level_rules& rules,
                     instant machine_time) {
  const auto* holds = level_in_force(s, type, machine_time);
  if (holds == nullptr || holds->what.to != level::accept_only) return false;
  return std::any_of(rules.begin(), rules.end(), [&](const level_rule& r) {
    return r.when == level_cause::all_paths_open &&
           holds->from == origin_of(by_rule{r.name}, holds->from.since);
  });
}

}  // namespace sluice::merchant
