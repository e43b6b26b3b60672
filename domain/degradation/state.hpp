#pragma once
/// How much the engine takes on as its stream says: the level of all of it, which may be over, and
/// who wanted it; and the rules about merchants' levels, which are the file's.

#include "domain/degradation/event.hpp"

namespace sluice::degradation {

struct state {
  level_wish now{};
  origin from{};
  merchant::level_rules rules{};
  friend bool operator==(const state&, const state&) = default;
};

/// The state after an event that was decided at this time.
void apply(state& s, const event& e, instant at);

}  // namespace sluice::degradation
