#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "adapters/system/machine_clock.hpp"
#include "app/backup/put_back.hpp"
#include "app/commands/commands.hpp"
#include "base/time_text.hpp"

namespace sluice::app {
namespace {

struct backup_choice {
  std::string data, repository, time;
  std::uint16_t partition = 0;
  std::optional<std::uint64_t> number, sequence;
  std::size_t keep = 0;

  [[nodiscard]] backup_repository all() const { return backup_repository(repository); }
  [[nodiscard]] backup_manifest one() const {
    if (number) return all().of(*number);
    return sequence ? all().reaching(*sequence) : all().newest();
  }
  [[nodiscard]] wanted_end end() const {
    if (sequence) return *sequence;
    return time.empty() ? wanted_end{} : wanted_end{instant_from_rfc3339(time).value()};
  }
};

int with_reasons(const std::function<int()>& job) {
  try {
    return job();
  } catch (const backup_failed& why) {
    say(why.what());
  } catch (const std::filesystem::filesystem_error& why) {
    say(why.what());
  }
  return exit_failed;
}

void print(const backup_manifest& m) {
  std::cout << "backup " << m.number << "  " << rfc3339(m.taken_at) << "  sequence " << m.last
            << "  incarnation " << m.incarnation << "  " << size_of(m) << " bytes, " << m.new_bytes
            << " of them new\n";
}

int create(const backup_choice& c) {
  print(c.all().create(c.data, c.partition, machine_clock().wall()));
  std::cout << "Keystores are not in it: keep a copy of them elsewhere, or what is sealed stays "
               "so.\n";
  return exit_done;
}

int list(const backup_choice& c) {
  const auto all = c.all().list();
  for (const auto& m : all.good) print(m);
  for (const auto& fault : all.faults) say(fault);
  return all.faults.empty() ? exit_done : exit_failed;
}

int prune(const backup_choice& c) {
  const auto freed = c.all().prune(c.keep);
  std::cout << freed.backups << " backups are removed, " << freed.bytes << " bytes are free\n";
  return exit_done;
}

int verify(const backup_choice& c) {
  const auto m = c.one();
  print(m);
  return verify_backup(c.all(), m, std::cout, std::cerr) ? exit_done : exit_failed;
}

int restore(const backup_choice& c) {
  const auto m = c.one();
  const auto [begun, end] = restore_backup(c.all(), m, c.data, c.end());
  print(m);
  if (!end.because.empty()) std::cout << end.because << ".\n";
  std::cout << "is put back in " << c.data << ", up to sequence " << end.last << ", in incarnation "
            << begun.number
            << ". An engine that starts on it is restored: no money leaves until people have\n"
               "compared with the channels' bills and two of them have opened it.\n";
  return exit_done;
}

CLI::App* add(CLI::App& parent, const std::string& name, const std::string& text,
              const std::string& example, int (*job)(const backup_choice&),
              const std::shared_ptr<backup_choice>& c) {
  auto* const command = parent.add_subcommand(name, text);
  command->footer("Example:\n  sluice backup " + name + ' ' + example);
  on_chosen(*command, [c, job] { return with_reasons([&] { return job(*c); }); });
  return command;
}

/// CLI11's own words for it name the largest floating-point number.
std::string fault_of_number(const std::string& text) {
  const bool is_one = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
  return is_one ? std::string{} : "must be a whole number, 0 or more";
}

void add_repository(CLI::App& command, const std::string& name, backup_choice& into) {
  command.add_option(name, into.repository, "folder of the backups")->type_name("REPO")->required();
}

void add_choice(CLI::App& command, backup_choice& into) {
  command.add_option("--backup", into.number, "its number; else the newest")
      ->type_name("N")
      ->check(fault_of_number);
  command
      .add_option("--to-sequence", into.sequence,
                  "the newest that reaches it; put back, the log ends there")
      ->type_name("S")
      ->check(fault_of_number);
}

std::string fault_of_time(const std::string& text) {
  return instant_from_rfc3339(text) ? std::string{} : "must be " + std::string(rfc3339_rule);
}

void add_create(CLI::App& parent) {
  const auto c = std::make_shared<backup_choice>();
  auto* const command =
      add(parent, "create",
          "Back up a log, also beside a running engine.\n"
          "Only what no earlier backup in REPO has is copied.",
          "--data /var/lib/sluice --to /backup/sluice", create, c);
  command->add_option("--data", c->data, "folder of the event log")->type_name("DIR")->required();
  add_repository(*command, "--to", *c);
  command->add_option("--partition", c->partition, "of the log, as in the configuration")
      ->type_name("N")
      ->capture_default_str();
}

void add_prune(CLI::App& parent) {
  const auto c = std::make_shared<backup_choice>();
  auto* const command =
      add(parent, "prune",
          "Remove all backups but the newest, and what only they hold.\n"
          "Nothing is removed where a manifest cannot be read.",
          "--from /backup/sluice --keep 30", prune, c);
  add_repository(*command, "--from", *c);
  command->add_option("--keep", c->keep, "so many stay, the newest ones")
      ->type_name("N")
      ->required()
      ->check(CLI::Range(std::size_t{1}, std::size_t{100'000}));
}

void add_restore(CLI::App& parent) {
  const auto c = std::make_shared<backup_choice>();
  auto* const command = add(
      parent, "restore",
      "Put a backup back into a folder of its own, all of it or up to a place in it.\n"
      "What one decision has written is kept or goes as a whole.\n"
      "The engine that starts there is restored: no money leaves until two\n"
      "persons have opened it.",
      "--from /backup/sluice --data /var/lib/sluice-again", restore, c);
  add_repository(*command, "--from", *c);
  add_choice(*command, *c);
  command->add_option("--to-time", c->time, "what was decided later is not put back")
      ->type_name("TIME")
      ->check(fault_of_time)
      ->excludes(command->get_option("--to-sequence"));
  command->add_option("--data", c->data, "new folder of the event log")
      ->type_name("DIR")
      ->required();
}

}  // namespace

void add_backup(CLI::App& app) {
  auto* const command = app.add_subcommand(
      "backup",
      "Make, check, put back and remove backups of an event log.\n"
      "Keystores are not part of them.");
  command->require_subcommand(1);
  command->footer("Example:\n  sluice backup create --data /var/lib/sluice --to /backup/sluice");
  add_create(*command);
  const auto listed = std::make_shared<backup_choice>();
  add_repository(
      *add(*command, "list", "Say which backups there are.", "--from /backup/sluice", list, listed),
      "--from", *listed);
  const auto verified = std::make_shared<backup_choice>();
  auto* const check =
      add(*command, "verify",
          "Read every byte of a backup, and audit the log that it holds.\n"
          "Exit status 1: it could not be put back.",
          "--from /backup/sluice --backup 7", verify, verified);
  add_repository(*check, "--from", *verified);
  add_choice(*check, *verified);
  add_restore(*command);
  add_prune(*command);
}

}  // namespace sluice::app
