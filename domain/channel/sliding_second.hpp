#pragma once
/// What happened within the last second, one by one: a second that is counted from each of them,
/// not from the first. Rates of calls and of faulty requests are held with it.

#include <algorithm>
#include <cstdint>
#include <deque>
#include <iterator>
#include <optional>

#include "base/instant.hpp"

namespace sluice::channel {

inline constexpr millis one_second{1000};

class sliding_second {
 public:
  void add(instant now) {
    forget(now);
    all_.push_back(now);
  }
  /// The one of then was not after all.
  void take_back(instant then) {
    const auto one = std::find(all_.rbegin(), all_.rend(), then);
    if (one != all_.rend()) all_.erase(std::next(one).base());
  }
  /// As if so many had happened at this moment, and nothing before.
  void assume(std::uint32_t count, instant now) { all_.assign(count, now); }
  void clear() { all_.clear(); }
  void forget(instant now) {
    while (!all_.empty() && all_.front() + one_second <= now) all_.pop_front();
  }
  /// When fewer than `limit` lie within a second; nothing: already. Precondition: limit > 0.
  [[nodiscard]] std::optional<instant> fewer_than(std::uint32_t limit, instant now) const {
    if (all_.size() < limit) return std::nullopt;
    const auto free_at = all_[all_.size() - limit] + one_second;
    return free_at > now ? std::optional{free_at} : std::nullopt;
  }

 private:
  std::deque<instant> all_;
};

}  // namespace sluice::channel
