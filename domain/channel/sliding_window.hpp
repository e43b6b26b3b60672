#pragma once
/// What ended within the last 30 seconds, in buckets of one second with running sums, so that a
/// burst over a bucket's edge counts whole. Half open, (t - 30 s, t], to the second.

#include <array>
#include <cstdint>

#include "base/instant.hpp"
#include "domain/channel/path_event.hpp"

namespace sluice::channel {

class sliding_window {
 public:
  static constexpr std::int64_t seconds = 30;

  void count(bool failed, bool slow, instant now);
  [[nodiscard]] const call_counts& at(instant now);
  void clear() { *this = {}; }

 private:
  void slide_to(instant now);

  std::array<call_counts, seconds> buckets_{};
  std::int64_t newest_ = 0;  ///< its bucket holds (newest_ - 1 s, newest_]
  call_counts sums_{};
};

}  // namespace sluice::channel
