#include <CLI/CLI.hpp>
#include <memory>

#include "app/commands/commands.hpp"
#include "app/commands/sim_commands.hpp"

namespace sluice::app {
namespace {

void add_scenarios(CLI::App& parent) {
  auto* const command = parent.add_subcommand(
      "scenarios",
      "List the scenarios that come with the program, and what each of them provokes.\n"
      "With a name: print it, to write one's own after it.");
  command->footer(
      "Example:\n"
      "  sluice sim scenarios\n"
      "  sluice sim scenarios slow_bank > mine.toml");
  const auto name = std::make_shared<std::string>();
  command->add_option("NAME", *name, "the one to print");
  on_chosen(*command, [name] { return print_scenarios(*name); });
}

}  // namespace

void add_sim(CLI::App& app) {
  auto* const command = app.add_subcommand(
      "sim",
      "Run the engine in made-up worlds: virtual time, one seed a world, faults of every kind,\n"
      "and judges that watch every promise. A seed always means the same world.");
  command->require_subcommand(1);
  command->footer(
      "Example:\n"
      "  sluice sim run --seeds 1000\n"
      "  sluice sim run --seed 4711 --trace\n"
      "  sluice sim shrink --seed 4711 --out shrunk.toml\n"
      "  sluice sim scenarios");
  add_sim_run(*command);
  add_sim_shrink(*command);
  add_scenarios(*command);
}

}  // namespace sluice::app
