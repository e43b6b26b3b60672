#pragma once
/// The contracts as their stream says: every version of each.

#include <map>
#include <vector>

#include "domain/contract/event.hpp"

namespace sluice::contract {

struct state {
  std::map<party, std::vector<agreed>> all{};  ///< the oldest version first
  friend bool operator==(const state&, const state&) = default;
};

/// The state after an event that was decided at this time.
void apply(state& s, const event& e, instant at);

}  // namespace sluice::contract
