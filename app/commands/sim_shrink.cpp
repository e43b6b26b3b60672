#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <memory>

#include "app/commands/commands.hpp"
#include "app/commands/sim_commands.hpp"
#include "sim/judges/promise_text.hpp"
#include "sim/run/last_words.hpp"
#include "sim/run/shrink.hpp"

namespace sluice::app {
namespace {

struct shrink_options {
  world_choice world;
  std::uint64_t seed = 0;
  std::string out;
};

bool save(const std::string& file, const std::string& text) {
  std::ofstream out(file);
  return static_cast<bool>(out << text << std::flush);
}

int shrink(const shrink_options& o) {
  const auto plays = repertoire_of(o.world);
  if (const auto* const problem = std::get_if<std::string>(&plays)) {
    say(*problem);
    return exit_misused;
  }
  sim::hear_last_words();
  const auto again = how_to_call_us() + " sim run " + chosen_by(o.world, o.seed);
  const sim::last_words words("the program died while it shrank seed " + std::to_string(o.seed) +
                              "; to see the whole of it: " + again);
  const auto found = sim::shrink(
      std::get<sim::repertoire>(plays).of(o.seed), o.seed,
      sim::run_on(disks_of(o.world), ways_of(o.world)),
      [](const std::string& step) { std::cerr << "still broken: " << step << '\n'; });
  if (!found) {
    say("seed " + std::to_string(o.seed) + " breaks no promise; there is nothing to shrink");
    return exit_failed;
  }
  std::cerr << found->worlds << " worlds tried; the smallest breaks "
            << name_of(found->broken.broken) << ": " << meaning_of(found->broken.broken) << "\n  "
            << found->broken.what << '\n';
  const auto text = to_toml(found->smaller);
  if (o.out.empty()) std::cout << text;
  if (!o.out.empty() && !save(o.out, text)) {
    say("cannot write " + o.out);
    return exit_failed;
  }
  const world_choice smaller{
      .name = o.out.empty() ? "FILE" : o.out, .files = o.world.files, .wire = o.world.wire};
  std::cerr << (o.out.empty() ? "saved as FILE, again: " : "again: ") << how_to_call_us()
            << " sim run " << chosen_by(smaller, o.seed) << " --trace\n";
  return exit_done;
}

}  // namespace

void add_sim_shrink(CLI::App& parent) {
  auto* const command = parent.add_subcommand(
      "shrink",
      "Make a seed's world smaller while it still breaks a promise: fewer orders and hazards.\n"
      "Prints the scenario that is left, from which the same seed makes the smaller world.");
  command->footer("Example:\n  sluice sim shrink --seed 4711 --out shrunk.toml");
  const auto o = std::make_shared<shrink_options>();
  command->add_option("--seed", o->seed, "a seed that breaks a promise")
      ->check(not_a_seed)
      ->type_name("N")
      ->required();
  add_world_options(*command, o->world);
  command->add_option("--out", o->out, "where the scenario goes (default: standard output)")
      ->type_name("FILE");
  on_chosen(*command, [o] { return shrink(*o); });
}

}  // namespace sluice::app
