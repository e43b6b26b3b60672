#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>

#include "app/commands/commands.hpp"
#include "audit/commands.hpp"

namespace sluice::app {

void add_trace(CLI::App& app) {
  auto* const command = app.add_subcommand(
      "trace",
      "Show what has happened to an order, step by step: who, when, at which channel under which "
      "number,\nwhat it answered after how long, and why.\n"
      "Opens the data folder read-only, also beside a running engine. Exit status 1: there is no "
      "such\norder, or something is damaged, 2: unreadable.");
  command->footer("Example:\n  sluice trace m1/A-1001 --data /var/lib/sluice");
  struct choice {
    std::string data, order;
    bool json = false, lines = false, messages = false, agreement = false;
  };
  const auto chosen = std::make_shared<choice>();
  command->add_option("order", chosen->order, "merchant and order number, or agreement number")
      ->type_name("M/NO")
      ->required();
  command->add_option("--data", chosen->data, "folder of the event log; only read")
      ->type_name("DIR")
      ->required();
  auto* const json = command->add_flag("--json", chosen->json, "one JSON object");
  command
      ->add_flag(
          "--lines", chosen->lines,
          "one line a step for log collectors, fields separated by ||: time, merchant, order "
          "number,\nsequence, step, who, channel, number there, its code, milliseconds "
          "taken, why")
      ->excludes(json);
  auto* const messages = command->add_flag(
      "--messages", chosen->messages,
      "also what was sent to channels and what they answered: of what is not public "
      "only the\nlength, and a hash by which it can be compared");
  command->add_flag("--agreement", chosen->agreement, "it is an agreement, and not an order")
      ->excludes(messages);
  on_chosen(*command, [chosen] {
    const auto form = chosen->json    ? trace_form::json
                      : chosen->lines ? trace_form::lines
                                      : trace_form::text;
    if (chosen->agreement)
      return trace_agreement({.data = chosen->data}, chosen->order, form, std::cout, std::cerr);
    return trace_order({.data = chosen->data}, chosen->order,
                       {.form = form, .messages = chosen->messages}, std::cout, std::cerr);
  });
}

}  // namespace sluice::app
