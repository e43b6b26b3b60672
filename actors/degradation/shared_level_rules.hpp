#pragma once
/// The rules about merchants' levels as they are now. Their actor (steward_actor.hpp) writes them;
/// merchants go by them.

#include "actors/ports/shared_value.hpp"
#include "domain/merchant/level_rule.hpp"

namespace sluice {

using shared_level_rules = shared_value<merchant::level_rules>;
using level_rules_reader = value_reader<merchant::level_rules>;

}  // namespace sluice
