#include <CLI/CLI.hpp>
#include <memory>

#include "adapters/bench/engine_bench.hpp"
#include "adapters/cli/bench_commands.hpp"
#include "adapters/cli/commands.hpp"

namespace sluice::cli {
namespace {

struct load_choice {
  bench_choice show;
  bench::load_options load;
  std::string ids = "rising";
};

void add_load_options(CLI::App& command, load_choice& into) {
  auto& load = into.load;
  command.add_option("--runs", load.runs, "how often; the median is shown")
      ->capture_default_str()
      ->check(CLI::Range(1, 1000));
  auto* const in_flight =
      command.add_option("--in-flight", load.in_flight, "closed loop: so many orders at a time")
          ->capture_default_str()
          ->check(CLI::Range(1, 100'000));
  auto* const orders = command.add_option("--orders", load.orders, "closed loop: orders a run")
                           ->capture_default_str()
                           ->check(CLI::Range(1, 100'000'000));
  auto* const rate =
      command.add_option("--rate", load.rate, "open loop: so many orders a second, come what may")
          ->type_name("RATE")
          ->check(CLI::Range(1.0, 10e6))
          ->excludes(in_flight)
          ->excludes(orders);
  command.add_option("--seconds", load.seconds, "open loop: length of a run")
      ->capture_default_str()
      ->check(CLI::Range(0.001, 86'400.0))
      ->needs(rate);
  command.add_option("--warm-up", load.warm_up, "orders before each run, in the same log")
      ->capture_default_str()
      ->check(CLI::Range(0, 100'000'000));
  command
      .add_option("--ids", into.ids,
                  "order numbers and command ids: rising, or random, which costs an ordered index "
                  "more")
      ->capture_default_str()
      ->check(CLI::IsMember({"rising", "random"}));
  add_bench_options(command, into.show);
}

using load_workload = std::variant<bench::report, bench::problem> (*)(const bench::load_options&);

void run_on(CLI::App& command, load_workload run) {
  const auto choice = std::make_shared<load_choice>();
  add_load_options(command, *choice);
  on_chosen(command, [choice, run] {
    return run_and_show(choice->show, [&](const std::filesystem::path& folder, bool keep) {
      auto options = choice->load;
      options.folder = folder;
      options.keep = keep;
      options.ids = choice->ids == "random" ? bench::id_kind::random : bench::id_kind::rising;
      return run(options);
    });
  });
}

}  // namespace

void add_bench_loads(CLI::App& bench) {
  auto* const in_process = bench.add_subcommand(
      "engine",
      "Orders in process: no NATS, the engine by itself.\n"
      "Closed loop (--in-flight) for throughput, open loop (--rate) for latency.");
  in_process->footer(
      "Example:\n"
      "  sluice bench engine\n"
      "  sluice bench engine --in-flight 1 --orders 5000 --warm-up 500\n"
      "  sluice bench engine --rate 20000 --seconds 10");
  run_on(*in_process, bench::run_engine_bench);
}

}  // namespace sluice::cli
