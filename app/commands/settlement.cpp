#include <CLI/CLI.hpp>
#include <array>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "adapters/calendars/read_calendar.hpp"
#include "adapters/system/machine_clock.hpp"
#include "app/commands/commands.hpp"
#include "audit/settlement_plans.hpp"
#include "domain/ledger/day.hpp"
#include "domain/settlement/terms_text.hpp"

namespace sluice::app {
namespace {

using json = nlohmann::ordered_json;
using settlement::day_number;
using due_or_unknown = std::variant<day_number, settlement::unknown_year>;

struct due_words {
  std::string day, cycle;
  std::uint32_t days = 1;
  bool on_working_days = false, without_make_up_days = false, json = false;
  std::vector<std::string> calendars{};
};

constexpr std::uint32_t most_days_told = 366;

/// Nothing: a file has faults, which have been told.
std::optional<settlement::calendar> calendar_of(const std::vector<std::string>& files) {
  auto read = load_calendar(files);
  if (auto* const known = std::get_if<settlement::calendar>(&read)) return std::move(*known);
  for (const auto& p : std::get<calendar_problems>(read)) say(to_string(p));
  return std::nullopt;
}

CLI::Option* add_calendars(CLI::App& command, std::vector<std::string>& into) {
  return command
      .add_option(
          "--calendar", into, "a year's days off; takes the place of the one that is brought along")
      ->type_name("FILE");
}

// -- due -----------------------------------------------------------------------------------------

std::string with_weekday(day_number day) {
  constexpr std::array<std::string_view, 7> names{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  const std::chrono::weekday name{std::chrono::sys_days{std::chrono::days{day}}};
  return ledger::text_of(day) + ' ' + std::string(names[name.c_encoding()]);
}

std::string kind_in_words(day_number day, const settlement::calendar& known) {
  const auto kind = known.kind_of(day);
  if (std::holds_alternative<settlement::unknown_year>(kind)) return {};
  switch (std::get<settlement::day_kind>(kind)) {
    case settlement::day_kind::working: return {};
    case settlement::day_kind::make_up: return "  a day worked for a holiday";
    case settlement::day_kind::off: return "  a day off";
  }
  return {};
}

void tell_due(day_number earned_on, const settlement::cycle& c, const due_or_unknown& due,
              const settlement::calendar& known) {
  std::cout << with_weekday(earned_on) << "  " << to_text(c) << "  ";
  if (const auto* no = std::get_if<settlement::unknown_year>(&due))
    std::cout << to_string(*no) << '\n';
  else
    std::cout << with_weekday(std::get<day_number>(due))
              << kind_in_words(std::get<day_number>(due), known) << '\n';
}

void tell_due_json(day_number earned_on, const settlement::cycle& c, const due_or_unknown& due) {
  json line{{"earned_on", ledger::text_of(earned_on)}, {"cycle", to_text(c)}};
  if (const auto* no = std::get_if<settlement::unknown_year>(&due))
    line["unknown_year"] = no->year;
  else
    line["due"] = ledger::text_of(std::get<day_number>(due));
  std::cout << line.dump() << '\n';
}

int show_due_days(const due_words& said) {
  const auto day = ledger::day_from_text(said.day);
  auto c = settlement::cycle_from_text(said.cycle);
  if (!day) say("--day must be a day such as 2026-01-02; it is \"" + said.day + '"');
  if (!c)
    say("--cycle must be " + std::string(settlement::cycle_rule) + "; it is \"" + said.cycle + '"');
  if (!day || !c) return exit_misused;
  if (said.on_working_days) c->on_settling_days = true;
  c->make_up_days_settle = !said.without_make_up_days;

  const auto known = calendar_of(said.calendars);
  if (!known) return exit_misused;
  bool all_known = true;
  for (auto earned_on = *day; earned_on < *day + static_cast<day_number>(said.days); ++earned_on) {
    const auto due = settlement::due_day(earned_on, *c, *known);
    all_known = all_known && std::holds_alternative<day_number>(due);
    if (said.json)
      tell_due_json(earned_on, *c, due);
    else
      tell_due(earned_on, *c, due, *known);
  }
  return all_known ? exit_done : exit_failed;
}

void add_due(CLI::App& parent) {
  auto* const command = parent.add_subcommand(
      "due",
      "On which day what was earned is due, by China's working days.\n"
      "Exit status 1: of some year there is no calendar.");
  command->footer("Example:\n  sluice settlement due --day 2026-02-13 --cycle T+1 --days 5");
  const auto said = std::make_shared<due_words>();
  command->add_option("--day", said->day, "on which it was earned, in Beijing")
      ->type_name("DAY")
      ->required();
  command->add_option("--cycle", said->cycle, "T+n counts working days, D+n all days")
      ->type_name("T+n|D+n")
      ->required();
  command->add_option("--days", said->days, "so many days, from that one on")
      ->type_name("N")
      ->check(CLI::Range(1U, most_days_told));
  command->add_flag("--without-make-up-days", said->without_make_up_days,
                    "Saturdays and Sundays that are worked for a holiday do not settle");
  command->add_flag("--on-working-days", said->on_working_days,
                    "what D+n makes due on a day off waits for the next working day");
  add_calendars(*command, said->calendars);
  command->add_flag("--json", said->json, "one JSON object a day");
  on_chosen(*command, [said] { return show_due_days(*said); });
}

// -- plan ----------------------------------------------------------------------------------------

struct plan_words {
  std::string data, day, terms;
  std::vector<std::string> calendars{};
  settlement_question asked{};
};

/// What was typed that is none, in a sentence.
std::optional<std::string> take_terms(plan_words& said) {
  auto read = settlement::terms_from_text(said.terms);
  if (const auto* wrong = std::get_if<std::string>(&read)) return "--terms " + *wrong;
  said.asked.by = std::get<settlement::terms>(read);
  if (const auto f = fault_in(said.asked.by)) return "--terms: " + f->message;
  return std::nullopt;
}

int show_plans(plan_words& said) {
  const auto day =
      said.day.empty() ? beijing::day_of(machine_clock().wall()) : ledger::day_from_text(said.day);
  if (!day) say("--day must be a day such as 2026-01-02; it is \"" + said.day + '"');
  const auto wrong = take_terms(said);
  if (wrong) say(*wrong);
  auto known = calendar_of(said.calendars);
  if (!day || wrong || !known) return exit_misused;
  said.asked.day = *day;
  said.asked.known = *std::move(known);
  return show_settlement_plans(
      {.data = said.data, .json = said.asked.json, .keys = {}}, said.asked, std::cout, std::cerr);
}

void add_plan(CLI::App& parent) {
  auto* const command = parent.add_subcommand(
      "plan",
      "What of merchants' money would be settled on a day, by terms that are tried.\n"
      "It reads the books of a log and changes nothing.\n"
      "Exit status 1: a merchant's books allow no plan, or there is no such merchant; 2: the log "
      "cannot be read.");
  command->footer(
      "Example:\n"
      "  sluice settlement plan --data /var/lib/sluice --day 2026-02-14 --terms \"cycle=T+1 "
      "least_minor=50000\"");
  const auto said = std::make_shared<plan_words>();
  command->add_option("--data", said->data, "folder of the event log; only read")
      ->type_name("DIR")
      ->required();
  command->add_option("--day", said->day, "on which it would be settled, in Beijing; else today")
      ->type_name("DAY");
  command->add_option("--terms", said->terms, std::string(settlement::terms_rule))
      ->type_name("WORDS")
      ->required();
  command->add_option("--merchant", said->asked.merchant, "only this one")->type_name("NAME");
  add_calendars(*command, said->calendars);
  command->add_flag("--json", said->asked.json, "one JSON object a merchant and currency");
  on_chosen(*command, [said] { return show_plans(*said); });
}

}  // namespace

void add_settlement(CLI::App& app) {
  auto* const command =
      app.add_subcommand("settlement", "When what merchants have earned is settled.");
  command->require_subcommand(1);
  command->footer("Example:\n  sluice settlement due --day 2026-02-13 --cycle T+1 --days 5");
  add_due(*command);
  add_plan(*command);
}

}  // namespace sluice::app
