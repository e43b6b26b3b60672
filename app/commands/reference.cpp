#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "adapters/api/json_schema.hpp"
#include "adapters/api/reference.hpp"
#include "app/commands/commands.hpp"

namespace sluice::app {
namespace {

struct reference_options {
  std::string subject;
  std::string prefix = "pay";
  bool as_schema = false;
};

int tell_all(const reference_options& o) {
  if (o.as_schema)
    std::cout << api::request_schemas().dump(2) << '\n';
  else
    std::cout << api::reference_page(o.prefix);
  return exit_done;
}

int tell_one(const reference_options& o, const api::endpoint_info& row) {
  if (!o.as_schema) {
    std::cout << api::reference_of(row, o.prefix);
    return exit_done;
  }
  if (!row.asks_engine) {
    say(o.subject + " takes no body, so it has no schema");
    return exit_misused;
  }
  std::cout << api::request_schema(row).dump(2) << '\n';
  return exit_done;
}

int tell(const reference_options& o) {
  if (o.subject.empty()) return tell_all(o);
  if (const auto which = api::endpoint_of(o.subject)) return tell_one(o, api::info_of(*which));
  say(api::unknown_subject_message(o.prefix, o.subject));
  return exit_misused;
}

}  // namespace

void add_reference(CLI::App& app) {
  auto* const command = app.add_subcommand(
      "reference",
      "Print what can be asked over NATS, field by field.\n"
      "A page in Markdown, or JSON Schema of the requests' bodies.");
  command->footer(
      "Example:\n"
      "  sluice reference > reference.md\n"
      "  sluice reference order.create\n"
      "  sluice reference --json-schema v2.order.create");
  const auto o = std::make_shared<reference_options>();
  command->add_option("SUBJECT", o->subject, "only this one, such as order.create");
  command->add_flag("--json-schema", o->as_schema, "JSON Schema instead of Markdown");
  command->add_option("--prefix", o->prefix, "of the subjects")
      ->type_name("NAME")
      ->capture_default_str();
  on_chosen(*command, [o] { return tell(*o); });
}

}  // namespace sluice::app
