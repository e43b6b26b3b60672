#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "adapters/bench/engine_bench.hpp"
#include "adapters/cli/commands.hpp"
#include "adapters/cli/scratch_folder.hpp"

namespace sluice::cli {
namespace {

void print_json(const bench_result& r) {
  const nlohmann::ordered_json out{
      {"orders", r.orders},
      {"orders_per_second", r.orders_per_second},
      {"p50_ms", r.p50_ms},
      {"p99_ms", r.p99_ms},
      {"events", r.events},
      {"bytes_on_disk", r.bytes_on_disk},
      {"cpu_us_per_order", r.cpu_us_per_order}};
  std::cout << out.dump() << '\n';
}

void print_table(const bench_result& r, const bench_options& o) {
  std::cout << std::fixed;
  std::cout.precision(0);
  std::cout << r.orders << " orders, " << o.in_flight << " at a time, every event synced\n"
            << "  orders per second   " << r.orders_per_second << '\n'
            << "  events              " << r.events << '\n'
            << "  bytes on disk       " << r.bytes_on_disk << '\n';
  std::cout.precision(2);
  std::cout << "  p50 / p99           " << r.p50_ms << " / " << r.p99_ms << " ms\n"
            << "  CPU per order       " << r.cpu_us_per_order << " us\n";
}

int bench(bench_options options, bool json) {
  // A folder of its own, unless the caller wants to keep and audit the log.
  std::optional<scratch_folder> own;
  if (options.data.empty()) options.data = own.emplace("sluice-bench").path() / "log";
  const auto result = run_engine_bench(options);
  if (const auto* const problem = std::get_if<std::string>(&result)) {
    say(*problem);
    return exit_failed;
  }
  const auto& numbers = std::get<bench_result>(result);
  if (json)
    print_json(numbers);
  else
    print_table(numbers, options);
  return exit_done;
}

}  // namespace

void add_bench(CLI::App& app) {
  auto* const command = app.add_subcommand(
      "bench",
      "Measure the engine by itself: orders through a channel that answers at once.\n"
      "Nothing is switched off: every event is synced, chained and indexed.");
  command->footer("Example:\n  sluice bench --orders 100000 --json");
  const auto options = std::make_shared<bench_options>();
  const auto json = std::make_shared<bool>(false);
  command->add_option("--orders", options->orders, "how many orders are measured")
      ->capture_default_str()
      ->check(CLI::Range(1, 100'000'000));
  command->add_option("--in-flight", options->in_flight, "how many are under way at a time")
      ->capture_default_str()
      ->check(CLI::Range(1, 100'000));
  command->add_option("--data", options->data,
                      "where the log goes; a new folder (default: a "
                      "temporary one, removed afterwards)");
  command->add_flag("--json", *json, "one JSON object");
  on_chosen(*command, [options, json] { return bench(*options, *json); });
}

}  // namespace sluice::cli
