#pragma once
/// How much the engine takes on as its stream says: the level of all of it, which may be over, and
/// who wanted it; and, which are the file's, the rules about merchants' levels and those about when
/// the risk service is asked.

#include "domain/degradation/event.hpp"

namespace sluice::degradation {

struct state {
  level_wish now{};
  origin from{};
  merchant::level_rules rules{};
  order::risk_rules risk{};
  restoration last_restored{};  ///< that the engine knows of, ended or not
  friend bool operator==(const state&, const state&) = default;
};

/// The state after an event that was decided at this time.
void apply(state& s, const event& e, instant at);

}  // namespace sluice::degradation
