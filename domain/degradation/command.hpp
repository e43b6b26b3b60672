#pragma once
/// What can be told of how much the engine takes on.

#include <variant>

#include "domain/degradation/event.hpp"

namespace sluice::degradation {

/// People want another one.
struct degrade {
  level_wish what;
  signed_by who;
  instant asked_at{};  ///< by the machine's clock; the actor that keeps the level fills it in
};

/// The file says so: at a start, and when it is read again.
struct take_over {
  merchant::level_rules rules{};
  order::risk_rules risk{};
};

/// The log says so of itself, at every start; what was answered once changes nothing.
struct find_restored {
  restoration of{};
};

using command = std::variant<degrade, take_over, find_restored>;

}  // namespace sluice::degradation
