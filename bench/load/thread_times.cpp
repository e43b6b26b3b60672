#include "bench/load/thread_times.hpp"

#include <unistd.h>

#include <fstream>
#include <limits>
#include <string>

namespace sluice::bench {

thread_number this_thread() noexcept { return ::gettid(); }

double processor_seconds_of(thread_number thread) {
  std::ifstream in("/proc/self/task/" + std::to_string(thread) + "/stat");
  // Its name stands in brackets, and may hold blanks.
  in.ignore(std::numeric_limits<std::streamsize>::max(), ')');
  constexpr int before_the_times = 11;  // proc(5): state is field 3, utime 14, stime 15
  std::string passed_over;
  for (int i = 0; i < before_the_times; ++i) in >> passed_over;
  double user = 0, system = 0;
  in >> user >> system;
  return in ? (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK)) : 0;
}

}  // namespace sluice::bench
