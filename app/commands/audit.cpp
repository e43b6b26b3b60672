#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "app/commands/commands.hpp"
#include "audit/commands.hpp"

namespace sluice::app {
namespace {

struct chosen {
  std::string data;
  bool json = false;
  std::string order;
  std::string format = "jsonl";

  [[nodiscard]] audit_options options() const { return {.data = data, .json = json}; }
};

void add_data(CLI::App& command, chosen& into) {
  command.add_option("--data", into.data, "folder of the event log; only read")
      ->type_name("DIR")
      ->required();
}

void add_verify(CLI::App& parent) {
  auto* const command = parent.add_subcommand(
      "verify",
      "Check every event, the chain, every transition and the money.\n"
      "Names the first bad sequence. Exit status 0: all good, 1: a rule is broken,\n"
      "2: unreadable (no log, or a file is damaged: which, as far as it can be told).");
  command->footer("Example:\n  sluice audit verify --data /var/lib/sluice");
  const auto c = std::make_shared<chosen>();
  add_data(*command, *c);
  command->add_flag("--json", c->json, "one JSON object");
  on_chosen(*command, [c] { return audit_verify(c->options(), std::cout, std::cerr); });
}

void add_replay(CLI::App& parent) {
  auto* const command = parent.add_subcommand(
      "replay",
      "Show one order's life as the log tells it, event by event.\n"
      "What was decided when, what the channel said, and where it ended.");
  command->footer("Example:\n  sluice audit replay --data /var/lib/sluice --order m1/A-1001");
  const auto c = std::make_shared<chosen>();
  add_data(*command, *c);
  command->add_option("--order", c->order, "merchant and order number")
      ->type_name("M/NO")
      ->required();
  command->add_flag("--json", c->json, "one JSON object an event");
  on_chosen(*command, [c] { return audit_replay(c->options(), c->order, std::cout, std::cerr); });
}

void add_export(CLI::App& parent) {
  auto* const command = parent.add_subcommand(
      "export",
      "Write every event as one line of JSON to standard output.\n"
      "In the log's order, with sequence and chain hash.");
  command->footer("Example:\n  sluice audit export --data /var/lib/sluice > events.jsonl");
  const auto c = std::make_shared<chosen>();
  add_data(*command, *c);
  command->add_option("--format", c->format, "\"jsonl\"")->capture_default_str();
  on_chosen(*command, [c] { return audit_export(c->options(), c->format, std::cout, std::cerr); });
}

}  // namespace

void add_audit(CLI::App& app) {
  auto* const command = app.add_subcommand(
      "audit",
      "Read an event log and judge it: verify, replay, export.\n"
      "Opens the data folder read-only, also beside a running engine.");
  command->require_subcommand(1);
  command->footer(
      "Example:\n"
      "  sluice audit verify --data /var/lib/sluice\n"
      "  sluice audit replay --data /var/lib/sluice --order m1/A-1001");
  add_verify(*command);
  add_replay(*command);
  add_export(*command);
}

}  // namespace sluice::app
