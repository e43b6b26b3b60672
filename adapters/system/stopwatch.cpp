#include "adapters/system/stopwatch.hpp"

#include <time.h>

namespace sluice {

std::chrono::nanoseconds cpu_time_of_this_process() {
  timespec used{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);  // cannot fail on Linux
  return std::chrono::seconds{used.tv_sec} + std::chrono::nanoseconds{used.tv_nsec};
}

}  // namespace sluice
