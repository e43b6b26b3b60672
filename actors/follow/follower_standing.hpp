#pragma once
/// How far a follower of the log has got, for whoever wants to see it.

#include <string>

#include "store/event_log.hpp"

namespace sluice {

struct follower_standing {
  std::string name;
  store::sequence cursor = 0;
  store::sequence lag = 0;       ///< records that it has still to look at
  bool is_kept_waiting = false;  ///< what it tells is not taken on the other side
};

}  // namespace sluice
