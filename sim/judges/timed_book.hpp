#pragma once
/// What people and rules said that holds for a while: from when, and until when by the machine's
/// clock. Of a moment it tells all that may have held for whom decided then.

#include <optional>
#include <vector>

#include "sim/world/machine.hpp"

namespace sluice::sim {

template <class What>
class timed_book {
 public:
  timed_book(const timeline& time, const machine& where) : time_(&time), machine_(&where) {}

  /// From this moment on, and nothing that was said before. Nothing: as usual.
  void says(std::optional<What> what, std::optional<instant> until = {}) {
    versions_.push_back({time_->now(), std::move(what), until});
  }

  /// All that may have held at some moment since then; null: nothing did.
  [[nodiscard]] std::vector<const What*> since(world_time t) const {
    std::vector<const What*> out;
    for (std::size_t i = 0; i < versions_.size(); ++i) {
      const auto& v = versions_[i];
      const auto end = i + 1 < versions_.size() ? versions_[i + 1].from : time_->now();
      if (end < t) continue;
      if (may_hold(v, std::max(t, v.from))) out.push_back(&*v.what);
      if (may_be_over(v, end)) out.push_back(nullptr);
    }
    return out;
  }
  /// For what becomes durable, or is answered, at this moment.
  [[nodiscard]] std::vector<const What*> now() const { return since(machine_->decided_from()); }

 private:
  struct version {
    world_time from{0};
    std::optional<What> what{};
    std::optional<instant> until{};
  };
  /// Not over yet at this moment.
  [[nodiscard]] bool may_hold(const version& v, world_time at) const {
    if (!v.what) return false;
    return !v.until || machine_->was_set_since(at) || *v.until > machine_->clock_at(at);
  }
  /// Over by this moment.
  [[nodiscard]] bool may_be_over(const version& v, world_time by) const {
    if (!v.what) return true;
    return v.until && (machine_->was_set_since(v.from) || *v.until <= machine_->clock_at(by));
  }

  const timeline* time_;
  const machine* machine_;
  std::vector<version> versions_{{}};
};

}  // namespace sluice::sim
