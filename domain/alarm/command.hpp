#pragma once
/// What can be told of alarms: people's words, and what the watch has found.

#include <variant>
#include <vector>

#include "domain/alarm/event.hpp"

namespace sluice::alarm {

/// Somebody sees to it.
struct acknowledge {
  number alarm = 0;
  signed_by who{};
};

/// Nobody shall be told of these for a while.
struct keep_silent {
  kind what{};
  std::string key{};  ///< empty: all of this kind
  millis lasts{};
  signed_by who{};
  instant from{};  ///< by the engine's clock; the actor that keeps alarms fills it in
};

/// The watch has said so already: nothing is left to decide.
struct record {
  std::vector<event> what{};
};

using command = std::variant<acknowledge, keep_silent, record>;

}  // namespace sluice::alarm
