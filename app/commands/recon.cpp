#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <map>
#include <memory>

#include "app/carried_file.hpp"
#include "app/commands/commands.hpp"
#include "app/recon_bill.hpp"
#include "app/recon_import.hpp"
#include "app/scratch_folder.hpp"
#include "audit/log_for_reading.hpp"
#include "base/hex.hpp"
#include "events/stream_name.hpp"
#include "store/key_layout.hpp"

namespace sluice::app {
namespace {

/// Not /tmp, which lies in memory on many machines.
constexpr auto where_bills_fit = "/var/tmp";

struct recon_choice {
  std::string log, channel, day, account, carried, carry_to;
  std::vector<std::string> files;
  int waits = 3;
  bool json = false, csv = false;
  std::optional<recon_import> brings{};  ///< nothing: it only compares

  [[nodiscard]] recon_form form() const {
    return json ? recon_form::json : csv ? recon_form::csv : recon_form::text;
  }
};

/// All that one bill after another needs.
struct recon_run {
  const recon_choice& chosen;
  const store::event_log& log;
  const scratch_folder& scratch;
  std::vector<reconciliation::claim> carried{};
  /// By channel and day: one bill each.
  std::map<std::pair<std::string, ledger::day_number>, reconciliation::file_hash> had{};
  std::uint64_t waiting = 0;  ///< of the last bill
  bool has_differences = false, is_proven = true;
  int brought = exit_done;  ///< the worst exit status

  /// Said, and the run is worth nothing.
  void refuse(const std::string& sentence) {
    say(sentence);
    is_proven = false;
  }
};

bool has_channel(const store::event_log& log, const channel_id& name) {
  const auto read = log.read_stream(channel_stream(name));
  const auto* records = std::get_if<std::vector<store::record>>(&read);
  return records != nullptr && !records->empty();
}

std::optional<channel_id> channel_of(const recon_run& run, const recon_bill& bill) {
  if (!run.chosen.channel.empty()) return channel_id{run.chosen.channel};
  for (const auto& number : bill.some_numbers)
    if (!number.empty())
      if (auto known = channel_of_number(run.log, number)) return known;
  return std::nullopt;
}

/// Of which day it is; nothing: it has been said why that cannot be.
std::optional<ledger::day_number> day_of(recon_run& run, const std::string& file,
                                         const recon_bill& bill) {
  const auto wanted = ledger::day_from_text(run.chosen.day);
  if (!bill.day && !wanted) {
    run.refuse(file + " does not say of which day it is: say it with --day");
    return std::nullopt;
  }
  if (bill.day && wanted && *bill.day != *wanted) {
    run.refuse(file + " is of " + ledger::text_of(*bill.day) + ", and --day says " +
               ledger::text_of(*wanted));
    return std::nullopt;
  }
  return bill.day ? bill.day : wanted;
}

/// The same bill again, or another one of a day that has one: neither is counted a second time.
bool is_first(recon_run& run, const std::string& file, const channel_id& at, ledger::day_number day,
              const reconciliation::file_hash& hash) {
  const auto [known, is_new] = run.had.try_emplace({at.value(), day}, hash);
  if (is_new) return true;
  if (known->second == hash)
    say(file + " is the bill that has been checked already, byte by byte: it says nothing new");
  else
    run.refuse(file + " is another bill of " + ledger::text_of(day) + " at " + at.value() +
               " than the one before: check the two in two runs, and ask the channel which counts");
  return false;
}

recon_names names_of(const recon_run& run, const std::map<std::uint32_t, recon_names>& rows,
                     const reconciliation::difference& d) {
  recon_names out;
  if (d.there)
    if (const auto at = rows.find(d.there->row); at != rows.end()) out = at->second;
  if (out.ours.empty()) out.ours = d.of.text();
  if (out.ours.empty()) return out;
  const auto stream = run.log.find_entry(store::entry_kind::channel_key, out.ours);
  const auto owner = stream ? owner_of_stream(*stream) : std::nullopt;
  if (const auto* id = owner ? std::get_if<order_id>(&*owner) : nullptr) out.order = to_string(*id);
  return out;
}

void check_against_log(recon_run& run, const std::string& file, const recon_bill& bill,
                       const channel_id& at, ledger::day_number day, recon_facts& rows) {
  recon_question asked{
      .channel = at,
      .bill = {.file = bill.hash,
               .day = bill.compares_days ? std::optional(day) : std::nullopt,
               .waits = static_cast<std::uint8_t>(run.chosen.waits)},
      .day = day,
      .before = run.carried,
      .scratch = run.scratch.path() / "claims"};
  const auto checked = check_bill(run.log, rows, asked);
  if (const auto* bad = std::get_if<store::damage>(&checked)) return run.refuse(bad->what);
  const auto& found = std::get<recon_found>(checked);
  if (!found.last || ledger::day_of(*found.last) < day)
    return run.refuse(file + " is of " + ledger::text_of(day) +
                      ", and the log ends before that day: nothing of it can be in the log");
  auto about = bill.file;
  about.channel = at.value();
  about.day = ledger::text_of(day);
  const auto called = names_of_rows(file, found.listed);
  print_recon(
      about, found, bill.hash, [&](const auto& d) { return names_of(run, called, d); },
      run.chosen.form(), std::cout);
  const bool proven = is_proven(about, found);
  if (run.chosen.brings)
    run.brought = std::max(
        run.brought,
        bring_to_engine(*run.chosen.brings, {file, at, day, bill.hash, proven}, found, rows));
  if (!proven) {
    run.is_proven = false;
    return;
  }
  if (found.differences() > 0) run.has_differences = true;
  run.waiting = found.waiting();
  run.carried = found.after;
}

void check_file(recon_run& run, const std::string& file) {
  recon_facts rows(run.scratch.path() / "rows");
  const auto read = read_recon_bill(file, run.chosen.account, rows);
  if (const auto* why = std::get_if<std::string>(&read)) return run.refuse(*why);
  const auto& bill = std::get<recon_bill>(read);
  const auto day = day_of(run, file, bill);
  if (!day) return;
  const auto at = channel_of(run, bill);
  if (!at)
    return run.refuse(file +
                      " has no number that the log knows, so that its channel cannot be "
                      "told: say it with --channel");
  if (!is_first(run, file, *at, *day, bill.hash)) return;
  check_against_log(run, file, bill, *at, *day, rows);
}

int run_check(const recon_choice& chosen) {
  if (!chosen.day.empty() && !ledger::day_from_text(chosen.day)) {
    say("--day " + chosen.day + " is no day, such as 2026-01-02");
    return exit_misused;
  }
  const auto opened = open_for_reading({.data = chosen.log, .keys = {}});
  if (const auto* problem = std::get_if<store::open_error>(&opened)) {
    say(problem->message);
    return exit_misused;
  }
  const scratch_folder scratch("sluice-recon", where_bills_fit);
  recon_run run{chosen, *std::get<std::unique_ptr<store::event_log>>(opened), scratch};
  if (!chosen.carried.empty()) {
    auto before = read_carried(chosen.carried);
    if (const auto* why = std::get_if<std::string>(&before)) {
      say(*why);
      return exit_misused;
    }
    run.carried = std::get<std::vector<reconciliation::claim>>(std::move(before));
  }
  if (!chosen.channel.empty() && !has_channel(run.log, channel_id{chosen.channel})) {
    say("--channel " + chosen.channel + ": the log knows no channel of this name");
    return exit_misused;
  }
  try {
    for (const auto& file : chosen.files) check_file(run, file);
  } catch (const std::runtime_error& e) {  // the disk, or the log's index
    run.refuse(e.what());
  }
  if (!run.is_proven) return exit_misused;
  if (run.brought != exit_done) return run.brought;
  if (chosen.carry_to.empty() && run.waiting > 0) {
    say("what waits for the next bill is remembered by nobody: say --carry-to FILE");
    return exit_failed;
  }
  if (!chosen.carry_to.empty())
    if (const auto why = write_carried(chosen.carry_to, run.carried)) {
      say(*why);
      return exit_misused;
    }
  return run.has_differences && !chosen.brings ? exit_failed : exit_done;
}

/// What a bill is compared with, and as what.
void add_compare_options(CLI::App& command, recon_choice& into) {
  command.add_option("--data", into.log, "folder of the event log; only read")
      ->type_name("DIR")
      ->required();
  command.add_option("FILE", into.files, "bills, as they came; what they are is seen in them")
      ->required();
  command
      .add_option("--channel", into.channel,
                  "whose bill it is; else the one that the log has its numbers at")
      ->type_name("NAME");
  command.add_option("--day", into.day, "of which day it must be, in Beijing; else as it says")
      ->type_name("YYYY-MM-DD");
  command
      .add_option("--account", into.account, "ours at the channel; rows of another one are foreign")
      ->type_name("ID");
  command.add_option("--carried", into.carried, "what the bills before lacked")->type_name("FILE");
  command.add_option("--carry-to", into.carry_to, "where to write what the next one has to have")
      ->type_name("FILE");
  command.add_option("--waits", into.waits, "for so many bills what is lacking may wait")
      ->capture_default_str()
      ->check(CLI::Range(1, 99));
  auto* const json = command.add_flag("--json", into.json, "one JSON object a bill");
  command.add_flag("--csv", into.csv, "the differences as a table")->excludes(json);
}

void add_import(CLI::App& recon) {
  auto* const command = recon.add_subcommand(
      "import",
      "Compare bills of trades with a log, as `check` does, and bring what differs to the running\n"
      "engine, where people work on it (difference.list, difference.resolve). The same bill again\n"
      "changes nothing; another file of the same day is its next version.\n"
      "Exit status 0: brought, and nothing is open; 1: something is open, or it was not taken; 2:\n"
      "not proven, or no bill that can be read.");
  command->footer(
      "Example:\n"
      "  sluice recon import --data /var/lib/sluice wechat-2026-01-02.csv --operator li.wei \\\n"
      "    --carried 2026-01-01.carried --carry-to 2026-01-02.carried --key li-wei.key");
  const auto chosen = std::make_shared<recon_choice>();
  auto& brings = chosen->brings.emplace();
  brings.reason = "the channel's bill";
  add_compare_options(*command, *chosen);
  command->add_option("--operator", brings.operator_name, "who brings it")
      ->type_name("NAME")
      ->required();
  command->add_option("--reason", brings.reason, "why, or where it came from")
      ->type_name("TEXT")
      ->capture_default_str();
  add_engine_options(*command, brings.whom);
  on_chosen(*command, [chosen] { return run_check(*chosen); });
}

void add_check(CLI::App& recon) {
  auto* const command = recon.add_subcommand(
      "check",
      "Compare bills of trades with a log: which rows match, what differs, and a proof that adds\n"
      "up. Opens the log read-only, also beside a running engine, and changes nothing.\n"
      "Exit status 0: all matched; 1: something differs, or waits for the next bill without\n"
      "--carry-to; 2: not proven, or no bill that can be read.");
  command->footer(
      "Example:\n"
      "  sluice recon check --data /var/lib/sluice wechat-2026-01-02.csv \\\n"
      "    --carried 2026-01-01.carried --carry-to 2026-01-02.carried\n"
      "What the log has and the bill lacks waits for the next bills (--waits), by what is written\n"
      "to --carry-to and read by --carried; only a proven bill writes it. Bills of several days "
      "in\n"
      "their order hand it on by themselves.");
  const auto chosen = std::make_shared<recon_choice>();
  add_compare_options(*command, *chosen);
  on_chosen(*command, [chosen] { return run_check(*chosen); });
}

void add_kinds(CLI::App& recon) {
  auto* const command = recon.add_subcommand(
      "kinds",
      "In what a bill and a log can differ, and what may be done about it, as a page in Markdown.");
  on_chosen(*command, [] {
    print_recon_kinds(std::cout);
    return exit_done;
  });
}

}  // namespace

void add_recon(CLI::App& app) {
  auto* const command = app.add_subcommand(
      "recon", "Compare what channels say of a day, in their bills, with what the log says.");
  command->require_subcommand(1);
  command->footer("Example:\n  sluice recon check --data /var/lib/sluice wechat-2026-01-02.csv");
  add_check(*command);
  add_import(*command);
  add_kinds(*command);
}

}  // namespace sluice::app
