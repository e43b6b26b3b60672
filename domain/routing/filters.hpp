#pragma once
/// The filters of a route, in their fixed order. Each takes channels away; none adds one.

#include <optional>
#include <span>
#include <vector>

#include "domain/routing/candidate.hpp"
#include "domain/routing/rulebook.hpp"
#include "domain/routing/verdict.hpp"

namespace sluice::routing {

/// The rules that hold for a payment, in the rulebook's order.
using rules_in_force = std::vector<const rule*>;
[[nodiscard]] rules_in_force rules_for(const wish& w, const std::vector<rule>& all, instant now);

/// The first reason for which the channel may not serve the payment, as far as no other channel
/// need be looked at; nothing: none. A half-open path that wants a probe passes.
[[nodiscard]] std::optional<verdict> exclusion_of(const candidate& c, const wish& w,
                                                  const rules_in_force& rules);

/// The channel is a canary, and the order is in its share. Whoever names it, tries it as a channel
/// like others.
[[nodiscard]] bool is_canary_of(const channel_id& c, const wish& w, const rules_in_force& rules);

}  // namespace sluice::routing
