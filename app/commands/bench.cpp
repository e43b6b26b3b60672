#include <CLI/CLI.hpp>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <optional>

#include "app/commands/bench_commands.hpp"
#include "app/commands/commands.hpp"
#include "app/scratch_folder.hpp"
#include "app/version.hpp"

namespace sluice::app {
namespace {

bench::build_facts this_build() {
  return {.commit = std::string(version_info().commit),
          .compiler = std::string(version_info().compiler),
          .build_type = std::string(version_info().build_type)};
}

/// Not /tmp, which lies in memory on many machines: a sync would cost nothing there.
constexpr auto where_disks_are = "/var/tmp";

}  // namespace

std::string finite_number(const std::string& text) {
  return std::isfinite(std::strtod(text.c_str(), nullptr)) ? "" : text + " is no number";
}

void add_show_options(CLI::App& command, bench_choice& into) {
  command.add_option("--save", into.save, "also write the JSON object into this file")
      ->type_name("FILE");
  command.add_flag("--json", into.json, "one JSON object instead of the table");
}

void add_bench_options(CLI::App& command, bench_choice& into) {
  command
      .add_option("--data", into.data,
                  "where the logs go and stay, for example for an audit; a new folder (default: a "
                  "temporary one in /var/tmp)")
      ->type_name("DIR")
      ->check(CLI::NonexistentPath);
  add_show_options(command, into);
}

int show(const bench_choice& choice, const std::variant<bench::report, bench::problem>& outcome) {
  if (const auto* const why = std::get_if<bench::problem>(&outcome)) {
    say(*why);
    return exit_failed;
  }
  const auto& r = std::get<bench::report>(outcome);
  const auto machine = bench::this_machine();
  const auto json = bench::json_of(r, machine, this_build());
  std::cout << (choice.json ? json + '\n' : bench::table_of(r, machine, this_build()));
  const auto status = bench::meets_all(r) ? exit_done : exit_failed;
  if (choice.save.empty()) return status;
  std::ofstream file(choice.save);
  file << json << '\n';
  if (file.flush()) return status;
  say("cannot write " + choice.save);
  return exit_failed;
}

int run_and_show(const bench_choice& choice, const workload& run) {
  std::optional<scratch_folder> own;
  const bool keep = !choice.data.empty();
  if (keep)
    std::filesystem::create_directories(choice.data);
  else
    own.emplace("sluice-bench", where_disks_are);
  return show(choice, run(keep ? std::filesystem::path{choice.data} : own->path(), keep));
}

void add_bench(CLI::App& app) {
  auto* const command = app.add_subcommand(
      "bench",
      "Measure the engine: orders through a channel that answers at once.\n"
      "Nothing is switched off: every event is synced, chained and indexed.");
  command->require_subcommand(0, 1);
  command->footer(
      "Example:\n"
      "  sluice bench engine\n"
      "  sluice bench engine --rate 20000\n"
      "\n"
      "Each prints the median of its runs, what it was measured on and what the figures mean.");
  add_bench_loads(*command);
  add_bench_overload(*command);
  add_bench_logs(*command);
  add_bench_rules(*command);
  add_bench_channels(*command);
  add_bench_recon(*command);
  command->callback([command] {
    if (command->get_subcommands().empty()) std::cout << command->help("sluice");
  });
}

}  // namespace sluice::app
