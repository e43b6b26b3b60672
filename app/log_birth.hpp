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

/// Seconds since 1970 and twenty bits of chance: it grows with time, and two that begin from one
/// backup in the same second differ. JSON readers can hold it: it is below 2^53 for ages.
[[nodiscard]] inline std::uint64_t new_incarnation_number(instant now, random_port& chance) {
  constexpr unsigned bits_of_chance = 20;
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch());
  const auto since_1970 = static_cast<std::uint64_t>(std::max<std::int64_t>(0, seconds.count()));
  return (since_1970 << bits_of_chance) | (chance.next() & ((1U << bits_of_chance) - 1));
}

}  // namespace sluice::app
