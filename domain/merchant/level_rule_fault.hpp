#pragma once
/// What is wrong with a rule about levels: a value that cannot be, a rule that can never hold, one
/// that contradicts itself or comes to nothing beside another. Asked for the file's rules before
/// they are taken over.

#include <map>
#include <optional>
#include <vector>

#include "domain/merchant/channel_reach.hpp"
#include "domain/merchant/command.hpp"
#include "domain/merchant/level_rule.hpp"
#include "domain/rejection.hpp"

namespace sluice::merchant {

/// What rules are about.
struct level_rule_surroundings {
  std::vector<channel_reach> channels{};  ///< all there are
  /// Those of the file: other merchants may be named all the same.
  std::map<merchant_id, section> merchants{};
};

/// Nothing: none. `others`: the rules before it. `field`: the rule's value at fault, as the file
/// calls it; empty: the rule as a whole.
[[nodiscard]] std::optional<rejection> fault_of(const level_rule& r, const level_rules& others,
                                                const level_rule_surroundings& around);

}  // namespace sluice::merchant
