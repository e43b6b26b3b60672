#include "adapters/system/machine_clock.hpp"

#include <chrono>

namespace sluice {

monotonic_clock::sources machine_clock() {
  return {
      .wall = [] { return std::chrono::time_point_cast<millis>(std::chrono::system_clock::now()); },
      .steady =
          [] {
            const auto since_boot = std::chrono::steady_clock::now().time_since_epoch();
            return std::chrono::duration_cast<millis>(since_boot);
          }};
}

}  // namespace sluice
