#include "actors/engine/monotonic_clock.hpp"

#include <algorithm>

namespace sluice {

monotonic_clock::monotonic_clock(instant floor, sources from)
    : from_(std::move(from)),
      offset_((std::max(from_.wall(), floor).time_since_epoch() - from_.steady()).count()) {}

instant monotonic_clock::now() {
  // The offset is read before the steady clock: whoever starts after another call has ended sees an
  // offset and a steady time at least as large, so time is ordered across threads as well.
  auto offset = offset_.load(std::memory_order_acquire);
  const auto steady = from_.steady();
  const auto machine = (from_.wall().time_since_epoch() - steady).count();
  while (machine > offset + tolerated_lag.count()) {
    if (offset_.compare_exchange_weak(offset, machine, std::memory_order_acq_rel)) {
      offset = machine;
      break;
    }
  }
  return instant{steady + millis{offset}};
}

millis monotonic_clock::ahead_of_machine() const {
  const instant here{from_.steady() + millis{offset_.load(std::memory_order_acquire)}};
  return here - from_.wall();
}

}  // namespace sluice
