#pragma once
/// What is wrong with a rule: a value that cannot be, a rule that can never hold, and one that
/// contradicts itself. Asked for the file's rules before they are taken over, and for a person's.

#include <optional>
#include <vector>

#include "domain/merchant/channel_reach.hpp"
#include "domain/rejection.hpp"
#include "domain/routing/command.hpp"

namespace sluice::routing {

/// What rules are about.
struct rule_surroundings {
  std::vector<merchant::channel_reach> channels;  ///< all there are
  merchant_lists lists{};  ///< those that are known: other merchants may be named all the same
};

inline constexpr std::size_t most_rules = 100;

/// Nothing: none. `field`: the rule's value at fault, as files and requests call it; empty: the
/// rule as a whole.
[[nodiscard]] std::optional<rejection> fault_of(const rule& r, const rule_surroundings& around);
[[nodiscard]] std::optional<rejection> fault_of(const tuning& t, const rule_surroundings& around);

}  // namespace sluice::routing
