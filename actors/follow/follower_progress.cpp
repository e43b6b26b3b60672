#include "actors/follow/follower_progress.hpp"

namespace sluice {

millis follower_progress::pause() const noexcept {
  auto pause = pace_.first_pause;
  for (auto n = failures_; n > 1 && pause < pace_.longest_pause; --n) pause *= 2;
  return std::min(pause, pace_.longest_pause);
}

}  // namespace sluice
