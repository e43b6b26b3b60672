#pragma once
/// Virtual time, and what the outside has put off until later. Nothing here waits: the world moves
/// the time on when nobody has anything to do.

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "base/instant.hpp"

namespace sluice::sim {

/// Since the beginning of the world.
using world_time = millis;

class timeline {
 public:
  using happening = std::function<void()>;

  [[nodiscard]] world_time now() const noexcept { return now_; }
  /// Things for the same instant happen in the order in which they were put off.
  void after(millis pause, happening what) {
    later_.push_back({now_ + std::max(pause, millis{0}), ++count_, std::move(what)});
    std::push_heap(later_.begin(), later_.end(), later_first);
  }
  [[nodiscard]] std::optional<world_time> next() const noexcept {
    return later_.empty() ? std::nullopt : std::optional{later_.front().when};
  }
  void move_to(world_time t) noexcept { now_ = std::max(now_, t); }
  /// Takes out what is due. Nothing: no more at this instant.
  [[nodiscard]] happening take_due() {
    if (later_.empty() || later_.front().when > now_) return {};
    std::pop_heap(later_.begin(), later_.end(), later_first);
    auto what = std::move(later_.back().what);
    later_.pop_back();
    return what;
  }
  void forget_all() { later_.clear(); }

 private:
  struct entry {
    world_time when;
    std::uint64_t order;
    happening what;
  };
  static bool later_first(const entry& a, const entry& b) noexcept {
    return a.when != b.when ? a.when > b.when : a.order > b.order;
  }

  world_time now_{0};
  std::uint64_t count_ = 0;
  std::vector<entry> later_;
};

}  // namespace sluice::sim
