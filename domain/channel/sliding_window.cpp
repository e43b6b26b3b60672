#include "domain/channel/sliding_window.hpp"

namespace sluice::channel {
namespace {

std::size_t place_of(std::int64_t second) noexcept {
  return static_cast<std::size_t>(second % sliding_window::seconds);
}

}  // namespace

void sliding_window::slide_to(instant now) {
  const auto second = std::chrono::ceil<std::chrono::seconds>(now).time_since_epoch().count();
  if (second - newest_ >= seconds) {
    clear();
    newest_ = second;
  }
  while (newest_ < second) {
    auto& oldest = buckets_[place_of(++newest_)];
    sums_.finished -= oldest.finished;
    sums_.failed -= oldest.failed;
    sums_.slow -= oldest.slow;
    oldest = {};
  }
}

void sliding_window::count(bool failed, bool slow, instant now) {
  slide_to(now);
  for (auto* counts : {&buckets_[place_of(newest_)], &sums_}) {
    ++counts->finished;
    counts->failed += failed ? 1 : 0;
    counts->slow += slow ? 1 : 0;
  }
}

const call_counts& sliding_window::at(instant now) {
  slide_to(now);
  return sums_;
}

}  // namespace sluice::channel
