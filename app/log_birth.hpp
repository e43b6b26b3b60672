#pragma once
/// What a log is given by whoever opens it first: chance and time, which the store does not know.

#include <algorithm>

#include "actors/ports/clock.hpp"
#include "store/log_history.hpp"

namespace sluice::app {

[[nodiscard]] inline store::log_id new_log_id(random_port& chance) {
  store::log_id id{};
  std::generate(id.begin(), id.end(), [&] { return static_cast<std::uint8_t>(chance.next()); });
  return id;
}

[[nodiscard]] inline std::uint64_t seconds_since_1970(instant t) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(t.time_since_epoch());
  return static_cast<std::uint64_t>(std::max<std::int64_t>(0, seconds.count()));
}

}  // namespace sluice::app
