#include <CLI/CLI.hpp>
#include <memory>

#include "app/commands/bench_commands.hpp"
#include "app/commands/commands.hpp"
#include "bench/load/breaker_bench.hpp"

namespace sluice::app {

void add_bench_rules(CLI::App& bench_command) {
  struct rules_choice {
    bench_choice show;
    bench::breaker_options options;
  };
  auto* const command = bench_command.add_subcommand(
      "breaker",
      "What every payment asks on its way to a channel: the breaker, and the router.\n"
      "Each by itself: nanoseconds a call.");
  command->footer("Example:\n  sluice bench breaker --json");
  const auto choice = std::make_shared<rules_choice>();
  command->add_option("--runs", choice->options.runs, "how often; the median is shown")
      ->capture_default_str()
      ->check(CLI::Range(1, 1000));
  command->add_option("--calls", choice->options.calls, "of each, a run")
      ->capture_default_str()
      ->check(CLI::Range(1, 1'000'000'000));
  add_show_options(*command, choice->show);
  on_chosen(
      *command, [choice] { return show(choice->show, bench::run_breaker_bench(choice->options)); });
}

}  // namespace sluice::app
