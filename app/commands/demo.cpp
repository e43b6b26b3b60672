#include "app/demo/demo.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "adapters/config/units.hpp"
#include "adapters/system/stop_signals.hpp"
#include "app/commands/commands.hpp"
#include "app/demo/workload.hpp"

namespace sluice::app {
namespace {

constexpr int exit_interrupted = 130;  ///< as shells say it of SIGINT
/// Two rounds of the workload: every fate with both wallets.
constexpr std::size_t fewest_orders = 2 * demo::orders_per_round;
constexpr std::size_t most_demo_orders = 20'000;

struct demo_command {
  demo::demo_options options;
  std::string limit;
};

std::string check_limit(const std::string& text) {
  const auto time = duration_from_text(text);
  return time && *time > millis{0} ? "" : '"' + text + "\" is not a time, such as \"60s\"";
}

int run(demo_command& c) {
  stop_signals signals;
  c.options.limit = duration_from_text(c.limit).value();
  c.options.program = how_to_call_us();
  const auto interrupted = [&] { return signals.wait_for(millis{0}).has_value(); };
  switch (demo::run_demo(c.options, std::cout, interrupted)) {
    case demo::demo_end::agrees: return exit_done;
    case demo::demo_end::disagrees: return exit_failed;
    case demo::demo_end::interrupted: break;
  }
  say("stopped; the programs of the demo are stopped too");
  return exit_interrupted;
}

}  // namespace

void add_demo(CLI::App& app) {
  auto* const command = app.add_subcommand(
      "demo",
      "See everything once: a NATS server, the simulated channels and the engine are\n"
      "started, sent a few hundred orders with every fate, the engine is killed half-way,\n"
      "and in the end everybody's books are compared. Needs nats-server.");
  command->footer(
      "Example:\n"
      "  sluice demo --orders 1000 --data /tmp/sluice-demo\n"
      "\n"
      "Exit status: 0 only if engine, channels' books and audit agree.");
  const auto c = std::make_shared<demo_command>();
  c->limit = to_text(c->options.limit);
  command->add_option("--orders", c->options.orders, "how many")
      ->type_name("N")
      ->check(CLI::Range(fewest_orders, most_demo_orders))
      ->capture_default_str();
  command->add_option("--seed", c->options.seed, "the same seed plans the same orders")
      ->type_name("N")
      ->capture_default_str();
  command->add_option("--data", c->options.folder, "where log, books and output go")
      ->type_name("DIR");
  command->add_option("--limit", c->limit, "all orders must have ended within this time")
      ->type_name("TIME")
      ->check(CLI::Validator(check_limit, ""))
      ->capture_default_str();
  command->add_flag("--json", c->options.json, "print one JSON document instead of the table");
  on_chosen(*command, [c] { return run(*c); });
}

}  // namespace sluice::app
