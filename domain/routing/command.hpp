#pragma once
/// What the rules of routing can be told.

#include <variant>

#include "domain/routing/event.hpp"

namespace sluice::routing {

/// The file says so: at a start, and when it is read again.
struct take_over {
  rulebook in_file;
};
/// A person wants one rule otherwise, or gone.
struct change {
  rule_change what;
  signed_by who;
};

using command = std::variant<take_over, change>;

}  // namespace sluice::routing
