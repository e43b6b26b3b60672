#pragma once
/// Which rule is behind a verdict. The stored explanation has no room for names, so whoever tells
/// it asks the rules of its moment once more.

#include "domain/routing/filters.hpp"

namespace sluice::routing {

/// Null: rules have no part in such a verdict, or none of these is behind it.
[[nodiscard]] const rule* rule_behind(verdict what, const channel_id& of,
                                      const rules_in_force& rules);

}  // namespace sluice::routing
