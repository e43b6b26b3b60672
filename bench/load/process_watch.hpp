#pragma once
/// Looks at a benchmark's processes once a second, on a thread of its own: the memory of this one,
/// and what it and the nats-server have used of the processors.

#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "bench/load/load.hpp"

namespace sluice::bench {

struct process_sample {
  nanoseconds at = 0;
  std::uint64_t resident = 0;  ///< bytes, of this process
  nanoseconds engine_cpu = 0;
  nanoseconds server_cpu = 0;
};

class process_watch {
 public:
  explicit process_watch(std::function<nanoseconds()> server_cpu);

  /// Looks for the last time.
  [[nodiscard]] std::vector<process_sample> stop();

 private:
  void look();

  std::function<nanoseconds()> server_cpu_;
  std::vector<process_sample> seen_;  ///< the thread's until it has ended
  std::jthread thread_;  ///< last: it uses all of the above
};

}  // namespace sluice::bench
