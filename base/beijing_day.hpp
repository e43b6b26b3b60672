#pragma once
/// Days as people and channels in China count them: from midnight to midnight in Beijing, eight
/// hours ahead of UTC in summer and winter. The machine's own time zone has no say.

#include <chrono>
#include <cstdint>

#include "base/instant.hpp"

namespace sluice::beijing {

inline constexpr std::chrono::hours ahead_of_utc{8};

/// Since 1970.
using day_number = std::int32_t;

[[nodiscard]] constexpr day_number day_of(instant when) noexcept {
  return static_cast<day_number>(
      std::chrono::floor<std::chrono::days>(when + ahead_of_utc).time_since_epoch().count());
}

}  // namespace sluice::beijing
