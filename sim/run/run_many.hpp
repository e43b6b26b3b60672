#pragma once
/// Runs the worlds of many seeds on several threads and adds up what they say. A world is
/// single-threaded and shares nothing, so the totals are the same for any number of threads.
/// Called by `sluice sim run` and by the tests.

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "sim/run/repertoire.hpp"
#include "sim/world/world.hpp"

namespace sluice::sim {

/// A world that broke a promise.
struct broken_world {
  std::uint64_t seed = 0;
  std::string scenario;
  violation broken;
  std::uint64_t steps = 0;
  world_time lasted{0};
};

struct run_totals {
  std::uint64_t worlds = 0;
  std::uint64_t orders = 0;
  std::uint64_t events = 0;  ///< written by the engine
  std::uint64_t steps = 0;
  std::uint64_t starts = 0;  ///< of the engine's process
  std::uint64_t hash = 0;    ///< of one world: of its story; of several: the sum of theirs
  world_time lasted{0};      ///< all worlds, one after the other
  std::array<std::uint64_t, hazard_count> struck{};
  byte_counts bytes{};
  std::vector<broken_world> violations{};  ///< in the order of their seeds
};

using disk_maker = std::function<std::unique_ptr<disk>(const plan& drawn)>;
[[nodiscard]] std::unique_ptr<disk> memory_for(const plan& drawn);
/// The real log on files that forget what was not synced: slower, and nearer to the truth.
[[nodiscard]] std::unique_ptr<disk> files_for(const plan& drawn);

struct run_request {
  std::uint64_t first = 1;  ///< seed
  std::uint64_t count = 1;  ///< of seeds
  unsigned threads = 1;
  /// Asked before every world, by any thread: true, and no further one begins.
  std::function<bool()> stop{};
  bool stop_at_first = false;  ///< begin no further world after a violation
  /// The command that runs one seed again, for the last words of a thread.
  std::function<std::string(std::uint64_t seed)> replay{};
  /// Called after every world, on its thread, by one thread at a time.
  std::function<void(std::uint64_t done, std::uint64_t broken)> progress{};
  story::listener hears{};  ///< for one world only
  disk_maker make_disk = memory_for;
  byte_way_maker ways{};  ///< nothing: calls do not travel as bytes. Called by any thread
};

[[nodiscard]] run_totals run_many(const repertoire& plays, const run_request& asked);

}  // namespace sluice::sim
