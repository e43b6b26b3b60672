#pragma once
/// What is said to the actor of alarms.

#include <caf/all.hpp>
#include <variant>

#include "actors/engine/messages.hpp"

namespace sluice {

/// Front desk -> alarms.
struct alarms_wanted {
  token who = 0;
  cause why{};
  std::variant<list_alarms, acknowledge_alarm, silence_alarms> ask;
};

}  // namespace sluice

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(sluice::alarms_wanted)
