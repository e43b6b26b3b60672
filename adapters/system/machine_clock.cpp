#include "adapters/system/machine_clock.hpp"

#include <ctime>

#include <chrono>

namespace sluice {

monotonic_clock::sources machine_clock() {
  return {
      .wall = [] { return std::chrono::time_point_cast<millis>(std::chrono::system_clock::now()); },
      .steady =
          [] {
            // Goes on while the machine sleeps: what is measured by it has really taken so long.
            timespec since_boot{};
            ::clock_gettime(CLOCK_BOOTTIME, &since_boot);  // cannot fail on Linux
            return millis{since_boot.tv_sec * 1000 + since_boot.tv_nsec / 1'000'000};
          }};
}

}  // namespace sluice
