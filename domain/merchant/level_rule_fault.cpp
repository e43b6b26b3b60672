#include "domain/merchant/level_rule_fault.hpp"

#include <algorithm>

namespace sluice::merchant {
namespace {

using fault = std::optional<rejection>;

fault wrong(rejection_code code, std::string field, std::string message) {
  return rejection{code, std::move(field), std::move(message)};
}

template <class T>
bool is_among(const std::vector<T>& all, const T& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

fault values_fault(const level_rule& r) {
  using enum rejection_code;
  if (r.to == level::normal)
    return wrong(rule_invalid, "level",
                 "is throttled, accept_only or refuse; normal is what holds without a rule");
  if ((r.to == level::throttled) != (r.per_second != 0))
    return wrong(rule_invalid, "per_second",
                 "goes with throttled, and throttled with it: 1 to " +
                     std::to_string(most_per_second) + " new orders a second");
  if ((r.when == level_cause::over_its_limits) != (r.refusals != 0))
    return wrong(rule_invalid, "refusals",
                 "goes with over_its_limits, and over_its_limits with it: 1 to " +
                     std::to_string(most_refusals));
  return std::nullopt;
}

// -- a rule that nothing can meet
// ------------------------------------------------------------------

/// What the file says of those whom the rule names; nothing: it names nobody, or others too.
std::vector<const section*> all_named(const level_rule& r, const level_rule_surroundings& around) {
  std::vector<const section*> out;
  for (const auto& m : r.merchants) {
    const auto known = around.merchants.find(m);
    if (known == around.merchants.end()) return {};
    out.push_back(&known->second);
  }
  return out;
}

template <class Fits>
bool fits_any_type(const level_rule& r, const section& s, Fits&& fits) {
  return std::ranges::any_of(s.business_types, [&](business_type type) {
    return (r.business_types.empty() || is_among(r.business_types, type)) && fits(type);
  });
}

fault never_holds_fault(const level_rule& r, const level_rule_surroundings& around) {
  using enum rejection_code;
  const auto is_offered = [&](business_type type) {
    return std::ranges::any_of(
        around.channels, [&](const auto& c) { return is_among(c.business_types, type); });
  };
  if (!r.business_types.empty() && std::ranges::none_of(r.business_types, is_offered))
    return wrong(rule_never_holds, "business_types", "no channel offers any of them");
  const auto named = all_named(r, around);
  if (named.empty()) return std::nullopt;
  const auto uses = [&](const section* s) {
    return fits_any_type(r, *s, [](business_type) { return true; });
  };
  if (std::ranges::none_of(named, uses))
    return wrong(rule_never_holds, "business_types", "none of its merchants uses any of them");
  const auto has_limit = [&](const section* s) {
    return fits_any_type(r, *s, [&](business_type type) {
      return limit_in(s->limits, {type, limited_by::commands_per_second}) != 0;
    });
  };
  if (r.when == level_cause::over_its_limits && std::ranges::none_of(named, has_limit))
    return wrong(rule_never_holds, "merchants",
                 "none of them has a limit of commands_per_second that it could be over");
  return std::nullopt;
}

// -- a rule against itself, or beside another
// ------------------------------------------------------

fault contradiction(const level_rule& r, const level_rule_surroundings& around) {
  using enum rejection_code;
  const auto payer_waits = [](business_type type) { return policy_of(type).payer_waits; };
  if (r.to == level::accept_only && !r.business_types.empty() &&
      std::ranges::all_of(r.business_types, payer_waits))
    return wrong(rule_contradicts, "level",
                 "accept_only holds nothing where a payer waits; say refuse, or add payout");
  if (r.to != level::throttled || r.when != level_cause::over_its_limits) return std::nullopt;
  const auto is_no_less = [&](const section* s) {
    return fits_any_type(r, *s, [&](business_type type) {
      const auto limit = limit_in(s->limits, {type, limited_by::commands_per_second});
      return limit != 0 && limit <= r.per_second;
    });
  };
  if (std::ranges::any_of(all_named(r, around), is_no_less))
    return wrong(rule_contradicts, "per_second",
                 "is no less than the limit of commands_per_second that it is to be below");
  return std::nullopt;
}

bool looks_at_the_same(const level_rule& a, const level_rule& b) {
  return a.when == b.when && a.merchants == b.merchants && a.business_types == b.business_types;
}

/// Whoever meets it has met the other before, which takes no more.
bool comes_too_late(const level_rule& r, const level_rule& other) {
  const bool is_slower = r.when == level_cause::all_paths_open
                             ? r.lasts >= other.lasts
                             : r.lasts <= other.lasts && r.refusals >= other.refusals;
  return looks_at_the_same(r, other) && is_slower &&
         !is_harder({r.to, r.per_second}, {other.to, other.per_second});
}

fault fault_beside(const level_rule& r, const level_rules& others) {
  for (const auto& other : others)
    if (comes_too_late(r, other) || comes_too_late(other, r))
      return wrong(rejection_code::rule_contradicts, "",
                   "looks at the same as " + other.name +
                       ", and one of the two comes to nothing: the one that is met later must "
                       "take less");
  return std::nullopt;
}

}  // namespace

std::optional<rejection> fault_of(const level_rule& r, const level_rules& others,
                                  const level_rule_surroundings& around) {
  fault f;
  static_cast<void>((f = values_fault(r)) || (f = never_holds_fault(r, around)) ||
                    (f = contradiction(r, around)) || (f = fault_beside(r, others)));
  return f;
}

}  // namespace sluice::merchant
