#pragma once
/// The level of the whole engine as it is now. Its actor (steward_actor.hpp) writes it; merchants
/// choose routes by it, and whoever does side work (domain/degradation/level.hpp) asks here whether
/// he may.

#include <memory>

#include "actors/ports/clock.hpp"
#include "actors/ports/shared_value.hpp"
#include "domain/degradation/level.hpp"

namespace sluice {

using shared_engine_level = shared_value<degradation::level_wish>;

/// One thread at a time; without a lock as long as nobody changes the level.
class engine_level_reader {
 public:
  engine_level_reader(std::shared_ptr<const shared_engine_level> of,
                      std::shared_ptr<clock_port> clock)
      : page_(std::move(of)), clock_(std::move(clock)) {}

  /// What the engine takes only, at this moment; null: everything. Until it is asked again.
  [[nodiscard]] const degradation::level_wish* in_force() {
    const auto& w = page_.now();
    // What the clock shows is asked only where something hangs on it.
    if (w.to == degradation::level::normal) return nullptr;
    return degradation::in_force(w, clock_->machine_time());
  }
  /// The log was put back: no payment begins and no money leaves.
  [[nodiscard]] bool is_restored() { return degradation::is_restored(page_.now()); }
  [[nodiscard]] bool is_side_work_off() { return in_force() != nullptr; }

 private:
  value_reader<degradation::level_wish> page_;
  std::shared_ptr<clock_port> clock_;
};

}  // namespace sluice
