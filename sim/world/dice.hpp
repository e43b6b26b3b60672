#pragma once
/// Decides whether a hazard strikes, and counts. All dice of a world share the rates and the
/// counters; once the world is calm nothing strikes any more.

#include <array>
#include <string>
#include <unordered_map>

#include "sim/world/chance.hpp"
#include "sim/world/hazards.hpp"

namespace sluice::sim {

struct fortune {
  std::array<ppm, hazard_count> rates{};
  std::array<std::uint64_t, hazard_count> struck{};
  bool calm = false;  ///< the second phase: faults are off
};

class dice {
 public:
  dice(fortune& shared, chance own) noexcept : fortune_(&shared), own_(own) {}

  [[nodiscard]] bool strikes(hazard h) noexcept {
    const auto i = static_cast<std::size_t>(h);
    // Thrown also for what never happens: without a hazard that did not strike, a seed still means
    // the same world.
    if (fortune_->calm || own_.below(always) >= fortune_->rates[i]) return false;
    ++fortune_->struck[i];
    return true;
  }
  [[nodiscard]] bool calm() const noexcept { return fortune_->calm; }
  [[nodiscard]] chance& roll() noexcept { return own_; }

 private:
  fortune* fortune_;
  chance own_;
};

/// Dice of its own for each thing that has a name: what befalls one does not depend on what others
/// do. So a world can be compared with the same one in which something went wrong elsewhere.
class named_dice {
 public:
  named_dice(fortune& shared, chance own) noexcept : fortune_(&shared), own_(own) {}

  [[nodiscard]] dice& of(const std::string& name) {
    const auto known = all_.find(name);
    if (known != all_.end()) return known->second;
    return all_.emplace(name, dice{*fortune_, own_.of(name)}).first->second;
  }
  [[nodiscard]] bool calm() const noexcept { return fortune_->calm; }

 private:
  fortune* fortune_;
  chance own_;
  std::unordered_map<std::string, dice> all_;
};

}  // namespace sluice::sim
