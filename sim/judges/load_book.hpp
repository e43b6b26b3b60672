#pragma once
/// How busy something is that may only be so busy: which calls run, and which began within the last
/// second. Used by call_judge for channels and for the paths into them.

#include <cstdint>
#include <deque>
#include <set>

#include "sim/world/timeline.hpp"

namespace sluice::sim {

class load_book {
 public:
  /// 0: no limit.
  struct limits {
    std::uint32_t in_flight = 0;
    std::uint32_t per_second = 0;
  };

  void begin(std::uint64_t call, world_time now) {
    in_flight_.insert(call);
    while (!recent_.empty() && recent_.front() + second <= now) recent_.pop_front();
    recent_.push_back(now);
  }
  void end(std::uint64_t call) { in_flight_.erase(call); }
  void clear() {
    in_flight_.clear();
    recent_.clear();
  }
  /// As of the last begin.
  [[nodiscard]] bool is_full(const limits& l) const { return reaches(in_flight_, l.in_flight); }
  [[nodiscard]] bool is_fast(const limits& l) const { return reaches(recent_, l.per_second); }
  [[nodiscard]] bool is_too_full(const limits& l) const { return exceeds(in_flight_, l.in_flight); }
  [[nodiscard]] bool is_too_fast(const limits& l) const { return exceeds(recent_, l.per_second); }

  static constexpr millis second{1000};

 private:
  template <class List>
  static bool reaches(const List& list, std::uint32_t limit) {
    return limit != 0 && list.size() >= limit;
  }
  template <class List>
  static bool exceeds(const List& list, std::uint32_t limit) {
    return limit != 0 && list.size() > limit;
  }

  std::set<std::uint64_t> in_flight_;
  std::deque<world_time> recent_;
};

}  // namespace sluice::sim
