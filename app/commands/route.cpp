#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>

#include "app/commands/commands.hpp"
#include "audit/commands.hpp"

namespace sluice::app {

void add_route(CLI::App& app) {
  auto* const command = app.add_subcommand(
      "route",
      "Show why an order went to the channels that it went to.\n"
      "Opens the data folder read-only, also beside a running engine.");
  command->require_subcommand(1);
  command->footer("Example:\n  sluice route explain --data /var/lib/sluice --order m1/A-1001");
  auto* const explain = command->add_subcommand(
      "explain",
      "Why each channel of the merchant's list got its place, and where the order went.\n"
      "Also what the breaker of a channel said at that time. Exit status 1: there is no such "
      "order,\nor something is damaged, 2: unreadable.");
  explain->footer(
      "Example:\n  sluice route explain --data /var/lib/sluice --order m1/A-1001 --json");
  struct choice {
    std::string data, order;
    bool json = false;
  };
  const auto chosen = std::make_shared<choice>();
  explain->add_option("--data", chosen->data, "folder of the event log; only read")
      ->type_name("DIR")
      ->required();
  explain->add_option("--order", chosen->order, "merchant and order number")
      ->type_name("M/NO")
      ->required();
  explain->add_flag("--json", chosen->json, "one JSON object");
  on_chosen(*explain, [chosen] {
    return route_explain(
        {.data = chosen->data, .json = chosen->json}, chosen->order, std::cout, std::cerr);
  });
}

}  // namespace sluice::app
