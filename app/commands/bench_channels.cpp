#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <vector>

#include "adapters/channels/dialects.hpp"
#include "app/commands/bench_commands.hpp"
#include "app/commands/commands.hpp"
#include "bench/load/channel_bench.hpp"

namespace sluice::app {

void add_dialect(CLI::App& command, std::string& into, const std::string& text) {
  std::vector<std::string> names;
  for (const auto& row : all_dialects()) names.emplace_back(row.name);
  command.add_option("--dialect", into, text)
      ->type_name("DIALECT")
      ->check(CLI::IsMember(std::move(names)));
}

void add_bench_channels(CLI::App& bench_command) {
  struct channel_choice {
    bench_choice show;
    bench::channel_options options;
  };
  auto* const command = bench_command.add_subcommand(
      "channel",
      "What the calls of each dialect cost: to write and sign one, to check and read its answer.\n"
      "Each by itself in one thread; RSA alone beside it.");
  command->footer(
      "Example:\n"
      "  sluice bench channel\n"
      "  sluice bench channel --dialect wechat_v3 --calls 1000");
  const auto choice = std::make_shared<channel_choice>();
  add_dialect(*command, choice->options.dialect, "whose calls (default: all)");
  command->add_option("--runs", choice->options.runs, "how often; the median is shown")
      ->capture_default_str()
      ->check(CLI::Range(1, 1000));
  command->add_option("--calls", choice->options.calls, "of each kind, a run")
      ->capture_default_str()
      ->check(CLI::Range(1, 10'000'000));
  add_show_options(*command, choice->show);
  on_chosen(
      *command, [choice] { return show(choice->show, bench::run_channel_bench(choice->options)); });
}

}  // namespace sluice::app
