#pragma once
/// What a word about how much the engine takes on leads to. Pure; the actor that keeps it asks.

#include <optional>
#include <variant>
#include <vector>

#include "domain/degradation/command.hpp"
#include "domain/degradation/state.hpp"
#include "domain/merchant/channel_reach.hpp"

namespace sluice::degradation {

/// What the rules need to know besides.
struct surroundings {
  std::vector<merchant::channel_reach> channels{};  ///< all there are
};

/// What becomes durable together, nothing where everything is so already, or why not. The file's
/// rules have been looked at before (domain/merchant/level_rule_fault.hpp).
[[nodiscard]] std::variant<std::vector<event>, rejection> decide(const state& s, const command& c,
                                                                 const surroundings& around);

}  // namespace sluice::degradation
