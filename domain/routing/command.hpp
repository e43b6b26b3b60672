#pragma once
/// What the rules of routing can be told.

#include <map>
#include <variant>
#include <vector>

#include "domain/routing/event.hpp"

namespace sluice::routing {

/// The channels of merchants, best first.
using merchant_lists = std::map<merchant_id, std::vector<channel_id>>;

/// The file says so: at a start, and when it is read again.
struct take_over {
  rulebook in_file{};
  merchant_lists lists{};  ///< of its merchants, for whoever looks at rules from then on
};
/// A person wants one rule otherwise, or gone.
struct change {
  rule_change what;
  signed_by who;
};

using command = std::variant<take_over, change>;

}  // namespace sluice::routing
