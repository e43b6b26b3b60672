#pragma once
/// One simulated world: the real actors, domain and log, everything outside made up, one thread,
/// virtual time, one seed. First everything may fail (safety), then nothing does any more and
/// everything must end (liveness).

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "sim/disk/disk.hpp"
#include "sim/judges/verdict.hpp"
#include "sim/world/byte_way.hpp"
#include "sim/world/order_end.hpp"
#include "sim/world/plan.hpp"
#include "sim/world/story.hpp"

namespace sluice::sim {

struct world_result {
  std::optional<violation> broken{};
  std::uint64_t hash = 0;  ///< of the whole story
  std::uint64_t steps = 0;
  std::uint64_t events = 0;  ///< written by the engine
  std::uint64_t orders = 0;  ///< in the log
  std::uint64_t starts = 0;  ///< of the process
  world_time lasted{0};
  std::array<std::uint64_t, hazard_count> struck{};
  byte_counts bytes{};  ///< all 0 in a world without bytes
  std::vector<order_end> ends{};  ///< of the orders in the log
};

/// Runs the world to its end, or to its first violation. `hears`: every line of the story. `ways`:
/// how calls travel as bytes; nothing: they are handed over as they are.
[[nodiscard]] world_result run_world(plan drawn, disk& log, story::listener hears = {},
                                     const byte_way_maker& ways = {});

}  // namespace sluice::sim
