#pragma once
/// What the subcommands of `sluice sim` share: which worlds to make, and how to say the same again.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "sim/run/run_many.hpp"

namespace CLI {
class App;
}

namespace sluice::app {

void add_sim_run(CLI::App& sim);  ///< sim_run.cpp
void add_sim_shrink(CLI::App& sim);  ///< sim_shrink.cpp

struct world_choice {
  std::string name;  ///< of a shipped one, or of a file; empty: the shipped ones in turn
  std::uint32_t orders = 0;  ///< 0: as many as the scenario says
  bool files = false;  ///< the real log, not one in memory
  bool wire = false;  ///< calls travel as the bytes of the real dialects
};

/// Why the text is no seed; empty when it is one. CLI11 by itself would wrap a negative one round.
[[nodiscard]] std::string not_a_seed(const std::string& text);
/// Adds --scenario, --orders, --files and --wire.
void add_world_options(CLI::App& command, world_choice& into);

/// Otherwise why not, for a person.
[[nodiscard]] std::variant<sim::repertoire, std::string> repertoire_of(const world_choice& c);

[[nodiscard]] sim::disk_maker disks_of(const world_choice& c);
[[nodiscard]] sim::byte_way_maker ways_of(const world_choice& c);

/// "--seed 7 --scenario calm": what chooses the same world again.
[[nodiscard]] std::string chosen_by(const world_choice& c, std::uint64_t seed);

/// Prints the shipped scenarios with their descriptions, or the text of the one that is named.
/// The exit status.
[[nodiscard]] int print_scenarios(const std::string& name);

}  // namespace sluice::app
