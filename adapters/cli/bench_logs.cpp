#include <CLI/CLI.hpp>
#include <memory>

#include "adapters/bench/growth_bench.hpp"
#include "adapters/bench/recover_bench.hpp"
#include "adapters/bench/replay_bench.hpp"
#include "adapters/cli/bench_commands.hpp"
#include "adapters/cli/commands.hpp"

namespace sluice::cli {
namespace {

constexpr std::uint64_t most_orders = 100'000'000;

void add_count(CLI::App& command, const std::string& name, std::uint64_t& into,
               std::uint64_t at_least, const std::string& text) {
  command.add_option(name, into, text)
      ->capture_default_str()
      ->check(CLI::Range(at_least, most_orders));
}

/// The subcommand `name`, with --runs and what all share. `more` adds its own options.
template <class Options, class Run, class More>
void add_workload(CLI::App& parent, const std::string& name, const std::string& text,
                  const std::string& example, Run run, More more) {
  struct workload_choice {
    bench_choice show;
    Options options;
  };
  auto* const command = parent.add_subcommand(name, text);
  command->footer("Example:\n" + example);
  const auto choice = std::make_shared<workload_choice>();
  command->add_option("--runs", choice->options.runs, "how often; the median is shown")
      ->capture_default_str()
      ->check(CLI::Range(1, 1000));
  more(*command, choice->options);
  add_bench_options(*command, choice->show);
  on_chosen(*command, [choice, run] {
    return run_and_show(choice->show, [&](const std::filesystem::path& folder, bool) {
      choice->options.folder = folder;
      return run(choice->options);
    });
  });
}

}  // namespace

void add_bench_logs(CLI::App& bench_command) {
  using namespace bench;
  add_workload<replay_options>(
      bench_command, "replay",
      "Full replay of a log: read and check, decode, apply to every order's state.\n"
      "The log is written first, with the engine's rules and codec.",
      "  sluice bench replay --orders 1000000", run_replay_bench,
      [](CLI::App& command, replay_options& o) {
        add_count(command, "--orders", o.orders, 1, "finished orders in the log, of four events");
      });
  add_workload<recover_options>(
      bench_command, "recover",
      "Start after a crash: until every open order is in memory and a new one is paid.\n"
      "The log is written first, with the engine's rules and codec.",
      "  sluice bench recover --finished 10000000 --open 10000", run_recover_bench,
      [](CLI::App& command, recover_options& o) {
        add_count(command, "--finished", o.finished, 0, "finished orders in the log");
        add_count(command, "--open", o.open, 0, "open orders, all over the log");
      });
  add_workload<growth_options>(
      bench_command, "growth",
      "Whether an order costs more because many came before it.\n"
      "The same load on logs of ever more finished orders, in steps of ten.",
      "  sluice bench growth --to 10000000", run_growth_bench,
      [](CLI::App& command, growth_options& o) {
        add_count(command, "--from", o.from, 1, "finished orders in the first log");
        add_count(command, "--to", o.to, 1, "finished orders in the last log");
        add_count(command, "--orders", o.orders, 1, "measured on each log");
      });
}

}  // namespace sluice::cli
