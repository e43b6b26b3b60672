#include <CLI/CLI.hpp>
#include <iostream>
#include <limits>
#include <memory>

#include "adapters/system/machine_clock.hpp"
#include "adapters/system/system_random.hpp"
#include "app/commands/commands.hpp"
#include "app/log_birth.hpp"
#include "store/rocksdb_event_log.hpp"

namespace sluice::app {
namespace {

struct restored_options {
  std::string data;
  std::uint16_t partition = 0;
};

int restored(const restored_options& o) {
  system_random chance;
  const auto opened = store::open_rocksdb_event_log(
      {.folder = o.data,
       .partition = o.partition,
       .epoch = std::numeric_limits<std::uint32_t>::max(),  // of no record: none is written
       .id_if_none = new_log_id(chance),
       .next_incarnation = new_incarnation_number(machine_clock().wall(), chance),
       .restored = true,
       .remark = [](const std::string& what) { std::cout << what << '\n'; }});
  if (const auto* const error = std::get_if<store::open_error>(&opened)) {
    say(error->message);
    return exit_failed;
  }
  const auto& log = *std::get<std::unique_ptr<store::event_log>>(opened);
  const auto history = store::history_of(log);
  std::cout << "log " << store::to_text(history.id) << " goes on behind sequence "
            << log.current_head().position << " in incarnation "
            << history.incarnations.back().number << '\n';
  return exit_done;
}

}  // namespace

void add_log(CLI::App& app) {
  auto* const command = app.add_subcommand(
      "log",
      "Tell an event log what became of it.\n"
      "For persons, while no engine runs on the folder.");
  command->require_subcommand(1);
  command->footer("Example:\n  sluice log restored --data /var/lib/sluice");

  auto* const add = command->add_subcommand(
      "restored",
      "Say that a log was put back from a backup.\n"
      "Its next events are of a new incarnation, so that nobody takes them for those that were\n"
      "lost. An end that was cut off is accepted; all that is there is read and checked.");
  add->footer("Example:\n  sluice log restored --data /var/lib/sluice");
  const auto o = std::make_shared<restored_options>();
  add->add_option("--data", o->data, "folder of the event log")->type_name("DIR")->required();
  add->add_option("--partition", o->partition, "of the log, as in the configuration")
      ->type_name("N")
      ->capture_default_str();
  on_chosen(*add, [o] { return restored(*o); });
}

}  // namespace sluice::app
