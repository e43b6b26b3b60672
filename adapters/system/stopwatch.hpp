#pragma once
/// How long a piece of work took: on the wall, and on the processor.

#include <chrono>

namespace sluice {

class stopwatch {
 public:
  [[nodiscard]] std::chrono::nanoseconds elapsed() const {
    return std::chrono::steady_clock::now() - begin_;
  }

 private:
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

/// What all threads of this process have used of the processors.
[[nodiscard]] std::chrono::nanoseconds cpu_time_of_this_process();

}  // namespace sluice
