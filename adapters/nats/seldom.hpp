#pragma once
/// For what a stranger can cause as often as he likes, and people must hear of: once a while, with
/// how often it was. Any thread.

#include <chrono>
#include <cstdint>
#include <mutex>
#include <utility>

namespace sluice::nats {

class seldom {
 public:
  using moment = std::chrono::steady_clock::time_point;

  explicit seldom(std::chrono::milliseconds pause) : pause_(pause) {}

  /// It happened. How often since the last time this was not 0; 0: not now.
  [[nodiscard]] std::uint64_t happened(moment now) {
    const std::lock_guard held(lock_);
    ++untold_;
    if (now < next_) return 0;
    next_ = now + pause_;
    return std::exchange(untold_, 0);
  }

 private:
  const std::chrono::milliseconds pause_;
  std::mutex lock_;
  moment next_{};
  std::uint64_t untold_ = 0;
};

}  // namespace sluice::nats
