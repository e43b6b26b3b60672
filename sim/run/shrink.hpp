#pragma once
/// Makes a world that breaks a promise smaller while it still does: fewer orders, fewer hazards, a
/// calmer order of steps, no outages. What is left is what somebody has to understand.
/// Called by `sluice sim shrink`.

#include <functional>
#include <optional>
#include <string>

#include "sim/run/run_many.hpp"

namespace sluice::sim {

/// Runs the world of a plan and says what it broke.
using trial = std::function<std::optional<violation>(plan drawn)>;
[[nodiscard]] trial run_on(disk_maker make_disk, byte_way_maker ways = {});

struct shrunk {
  scenario smaller;  ///< the seed draws the failing plan from it; to_toml() makes a file of it
  violation broken;
  std::uint64_t worlds = 0;  ///< that were tried
};

/// Nothing, when the seed's world breaks no promise. `tells` hears of every step that succeeded.
[[nodiscard]] std::optional<shrunk> shrink(
    const scenario& from, std::uint64_t seed, const trial& run,
    const std::function<void(const std::string& step)>& tells = {});

}  // namespace sluice::sim
