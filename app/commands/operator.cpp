#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>

#include "adapters/system/machine_clock.hpp"
#include "app/commands/commands.hpp"
#include "audit/commands.hpp"

namespace sluice::app {

void add_operator(CLI::App& app) {
  auto* const command = app.add_subcommand(
      "operator",
      "Show what only a person can decide.\n"
      "Opens the data folder read-only, also beside a running engine.");
  command->require_subcommand(1);
  command->footer("Example:\n  sluice operator list --data /var/lib/sluice");
  auto* const list = command->add_subcommand(
      "list",
      "Orders, refunds and money that wait for a person: why, since when, what is known.\n"
      "`sluice req order.resolve` takes the answer. Exit status 1: something is damaged, 2: "
      "unreadable.");
  list->footer("Example:\n  sluice operator list --data /var/lib/sluice --json");
  struct choice {
    std::string data;
    bool json = false;
  };
  const auto chosen = std::make_shared<choice>();
  list->add_option("--data", chosen->data, "folder of the event log; only read")
      ->type_name("DIR")
      ->required();
  list->add_flag("--json", chosen->json, "one JSON object");
  on_chosen(*list, [chosen] {
    return operator_list(
        {.data = chosen->data, .json = chosen->json}, machine_clock().wall(), std::cout, std::cerr);
  });
}

}  // namespace sluice::app
