#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "adapters/access/data_keys.hpp"
#include "adapters/access/master_key.hpp"
#include "adapters/config/configuration.hpp"
#include "app/commands/commands.hpp"
#include "audit/commands.hpp"

namespace sluice::app {
namespace {

struct chosen {
  std::string data;
  bool json = false;
  std::string order;
  std::string format = "jsonl";
  std::string keystore, master_key_file;

  [[nodiscard]] audit_options options() const { return {.data = data, .json = json, .keys = {}}; }
};

std::variant<record_keys, std::string> keys_of(const chosen& c) {
  if (c.keystore.empty()) return record_keys{};
  auto master = access::find_master_key(c.master_key_file, process_environment);
  if (auto* why = std::get_if<std::string>(&master)) return std::move(*why);
  auto read =
      access::read_keystore(c.keystore, std::get<secret>(master), access::installation_of(c.data));
  if (auto* no = std::get_if<access::keystore_fault>(&read)) return std::move(no->why);
  return access::record_keys_of(std::get<access::keystore>(read));
}

/// Does it with the keys that were given; with none, where none were.
int with_keys(const chosen& c, const std::function<int(const audit_options&)>& job) {
  auto keys = keys_of(c);
  if (const auto* why = std::get_if<std::string>(&keys)) {
    say(*why);
    return audit_unreadable;
  }
  auto options = c.options();
  options.keys = std::get<record_keys>(std::move(keys));
  return job(options);
}

void add_keys(CLI::App& command, chosen& into) {
  auto* const store =
      command
          .add_option("--keystore", into.keystore,
                      "opens what is sealed in records; without it they say \"(sealed)\"")
          ->type_name("FILE");
  command
      .add_option("--master-key", into.master_key_file,
                  "what opens the keystore: 64 hexadecimal digits; else the credential "
                  "sluice-master-key, or SLUICE_MASTER_KEY")
      ->type_name("FILE")
      ->needs(store);
}

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
  add_keys(*command, *c);
  on_chosen(*command, [c] {
    return with_keys(*c, [&](const audit_options& o) {
      return audit_replay(o, c->order, std::cout, std::cerr);
    });
  });
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
  add_keys(*command, *c);
  on_chosen(*command, [c] {
    return with_keys(*c, [&](const audit_options& o) {
      return audit_export(o, c->format, std::cout, std::cerr);
    });
  });
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
