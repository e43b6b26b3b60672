#pragma once
/// The time by which engines own requests: it passes at one speed, nobody sets it, and it goes on
/// while the process is stopped or the machine is suspended, in which others may take over.

#include <ctime>

#include "base/instant.hpp"

namespace sluice {

[[nodiscard]] inline millis since_boot() noexcept {
  timespec now{};
  ::clock_gettime(CLOCK_BOOTTIME, &now);
  return std::chrono::duration_cast<millis>(
      std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec));
}

}  // namespace sluice
