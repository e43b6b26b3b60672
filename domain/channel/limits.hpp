#pragma once
/// How much a channel may be asked at the same time. Configured; written to the log when they
/// change.

#include <cstdint>

#include "base/instant.hpp"

namespace sluice::channel {

struct limits {
  bool enabled = true;
  std::uint32_t max_in_flight = 64;
  std::uint32_t queue_capacity = 1024;
  millis queue_deadline{5000};          ///< a call that waits longer is not made
  std::uint32_t calls_per_second = 0;   ///< 0: no limit
  friend bool operator==(const limits&, const limits&) = default;
};

}  // namespace sluice::channel
