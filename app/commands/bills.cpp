#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/access/private_file.hpp"
#include "adapters/bills/read_bill.hpp"
#include "adapters/channels/beijing_time.hpp"
#include "adapters/channels/dialects.hpp"
#include "adapters/config/configuration.hpp"
#include "app/bill_fetch.hpp"
#include "app/bill_table.hpp"
#include "app/commands/commands.hpp"
#include "app/demo/known_secrets.hpp"
#include "base/overloaded.hpp"

namespace sluice::app {
namespace {

struct fetch_choice {
  std::string config, channel, day, folder;
  std::string kind{name_of(bill_kind::trades)};

  [[nodiscard]] bill_kind wanted() const {
    return kind == name_of(bill_kind::funds) ? bill_kind::funds : bill_kind::trades;
  }
};

/// "2026-01-02". Nothing: it is no day.
std::optional<bill_day> day_from(const std::string& text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  for (const std::size_t at : {0U, 1U, 2U, 3U, 5U, 6U, 8U, 9U})
    if (text[at] < '0' || text[at] > '9') return std::nullopt;
  const bill_day day{std::chrono::year(std::stoi(text.substr(0, 4))),
                     std::chrono::month(static_cast<unsigned>(std::stoi(text.substr(5, 2)))),
                     std::chrono::day(static_cast<unsigned>(std::stoi(text.substr(8))))};
  return day.ok() ? std::optional(day) : std::nullopt;
}

/// Empty: it has been said what is wrong.
std::optional<channel_access> channel_in(const fetch_choice& chosen) {
  const auto read = load_configuration(chosen.config, demo::known_secrets());
  if (const auto* const problems = std::get_if<std::vector<config_problem>>(&read)) {
    for (const auto& problem : *problems) std::cerr << to_string(problem) << '\n';
    return std::nullopt;
  }
  for (const auto& one : std::get<configuration>(read).channels) {
    if (one.id.value() != chosen.channel) continue;
    if (find_dialect(one.dialect)->gives(chosen.wanted())) return one;
    say("channels that speak " + one.dialect + " give no " + chosen.kind + " bills");
    return std::nullopt;
  }
  say(chosen.config + " has no channel " + chosen.channel);
  return std::nullopt;
}

std::string content_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// What cannot be seen in its sums. Nothing is said where nothing is wrong.
bool is_odd(const bills::bill& read, std::string_view day) {
  const auto* const twice = row_said_twice(read);
  if (twice != nullptr)
    say("the trade " + twice->own.ours + " comes twice, for the second time in line " +
        std::to_string(twice->line));
  const auto* const other = day.empty() ? nullptr : row_of_another_day(read, day);
  if (other != nullptr)
    say("line " + std::to_string(other->line) + " is of another day than " + std::string(day) +
        ": " + beijing_time(*other->at));
  return twice != nullptr || other != nullptr;
}

/// What the file is worth, which is there now.
int weigh(const fetch_choice& chosen, const channel_access& from, const bill_file& file,
          const std::string& name) {
  const auto read = bills::read_bill(from.dialect, file.bytes, name);
  if (const auto* const none = std::get_if<bills::not_a_bill>(&read)) {
    say("it is no bill: " + none->why);
    return exit_bill_wrong;
  }
  const auto& bill = std::get<bills::bill>(read);
  std::cout << bill_in_a_line(bill) << '\n';
  const auto& us = from.account.merchant_id;
  const auto* const foreign = us.empty() ? nullptr : row_of_another(bill, us);
  if (foreign != nullptr)
    say("it is of another account: a row names " + foreign->account + ", and we are " + us);
  const bool odd = is_odd(bill, chosen.day);
  const bool good = foreign == nullptr && !odd && standing_of(bill) == bills::bill_standing::proven;
  return good ? exit_done : exit_bill_wrong;
}

/// Readable by nobody else: bills name payers. What is there already is never replaced.
int keep(const fetch_choice& chosen, const channel_access& from, const bill_file& file) {
  const auto path =
      std::filesystem::path(chosen.folder) /
      (chosen.channel + '-' + chosen.day + (chosen.wanted() == bill_kind::funds ? "-funds" : "") +
       std::string(file.ending));
  const bool is_there = std::filesystem::exists(std::filesystem::symlink_status(path));
  if (is_there) {
    if (content_of(path) != file.bytes) {
      say(path.string() + " is there already, and what the channel gives now is something else: " +
          "move it away first");
      return exit_failed;
    }
  } else if (const auto why = access::write_private_file(path, secret(file.bytes), false)) {
    say(*why);
    return exit_failed;
  }
  std::cout << (is_there ? "has already " : "wrote ") << path.string() << ": " << file.bytes.size()
            << " bytes, "
            << (file.is_vouched_for ? "vouched for by the channel's signature\n"
                                    : "for which no signature vouches\n");
  return weigh(chosen, from, file, path.filename().string());
}

int run_fetch(const fetch_choice& chosen) {
  const auto day = day_from(chosen.day);
  if (!day) {
    say("--day " + chosen.day + " is no day, such as 2026-01-02");
    return exit_misused;
  }
  if (!std::filesystem::is_directory(chosen.folder)) {
    say("--to " + chosen.folder + " is no folder");
    return exit_misused;
  }
  const auto from = channel_in(chosen);
  if (!from) return exit_misused;
  return std::visit(
      overloaded{[&](const bill_file& file) { return keep(chosen, *from, file); },
                 [](const bill_link&) { return exit_failed; },
                 [&](const bill_not_yet&) {
                   say("the bill of " + chosen.day + " is not there yet: ask again later");
                   return exit_not_yet;
                 },
                 [&](const no_bill&) {
                   say("the channel has no bill of " + chosen.day +
                       ": nothing moved, or it has not been made yet");
                   return exit_no_bill;
                 },
                 [](const bill_refused& no) {
                   say("the channel does not give the bill: " + no.code);
                   return exit_failed;
                 },
                 [](const bill_not_told& no) {
                   say("no bill, and no answer that can be believed: " + no.why);
                   return exit_failed;
                 }},
      fetch_bill(*from, *day, chosen.wanted()));
}

int run_show(const std::string& file, const std::string& dialect_name) {
  if (find_dialect(dialect_name) == nullptr) {
    say("--dialect " + dialect_name + " is not known; `sluice config dialects` lists them");
    return exit_misused;
  }
  std::error_code failed;
  if (!std::filesystem::is_regular_file(file, failed)) {
    say(file + " is no file that can be read");
    return exit_misused;
  }
  const auto bytes = content_of(file);
  const auto read =
      bills::read_bill(dialect_name, bytes, std::filesystem::path(file).filename().string());
  if (const auto* const none = std::get_if<bills::not_a_bill>(&read)) {
    say(file + " is no bill: " + none->why);
    return exit_failed;
  }
  const auto& bill = std::get<bills::bill>(read);
  show_bill(bill, std::cout);
  const bool odd = is_odd(bill, bill.day);
  return !odd && standing_of(bill) == bills::bill_standing::proven ? exit_done : exit_failed;
}

void add_fetch(CLI::App& bills) {
  auto* const command = bills.add_subcommand(
      "fetch",
      "Fetch a bill of a day from a channel, as it is, and say what it is worth: of its trades,\n"
      "or of all that moved in the account (funds: WeChat Pay V3, Alipay).\n"
      "Exit status 0: written, and its rows add up to its sums; 7: written, but something in it\n"
      "is wrong; 1: not written, or another file is there; 5: not there yet, 6: there is none.");
  command->footer(
      "Example:\n"
      "  sluice bills fetch --config /etc/sluice/sluice.toml --channel wechat \\\n"
      "    --day 2026-01-02 --to /var/lib/sluice/bills\n"
      "Days are Beijing's. Channels make a bill on the next morning and keep it for three months;\n"
      "the simulated ones give today's, too. The file appears whole or not at all, and never in\n"
      "place of another one.");
  const auto chosen = std::make_shared<fetch_choice>();
  command->add_option("--config", chosen->config, "the configuration that serve has")
      ->type_name("FILE")
      ->required();
  command->add_option("--channel", chosen->channel, "its name there")
      ->type_name("NAME")
      ->required();
  command->add_option("--day", chosen->day, "in Beijing")->type_name("YYYY-MM-DD")->required();
  command->add_option("--kind", chosen->kind, "of what; without it of trades")
      ->type_name("KIND")
      ->check(CLI::IsMember({"trade", "funds"}));
  command->add_option("--to", chosen->folder, "where to write it; a folder that is there")
      ->type_name("FOLDER")
      ->required();
  on_chosen(*command, [chosen] { return run_fetch(*chosen); });
}

void add_show(CLI::App& bills) {
  auto* const command = bills.add_subcommand(
      "show",
      "Show what is in a bill: kinds, counts, sums, and lines that cannot be read.\n"
      "Exit status 0: its rows add up to its sums, and no trade comes twice; 1: not.");
  command->footer("Example:\n  sluice bills show wechat-2026-01-02.csv --dialect wechat_v3");
  struct choice {
    std::string file, dialect;
  };
  const auto chosen = std::make_shared<choice>();
  command->add_option("FILE", chosen->file, "the bill, as it came")->required();
  command->add_option("--dialect", chosen->dialect, "of the channel that it is of")
      ->type_name("NAME")
      ->required();
  on_chosen(*command, [chosen] { return run_show(chosen->file, chosen->dialect); });
}

}  // namespace

void add_bills(CLI::App& app) {
  auto* const command = app.add_subcommand(
      "bills",
      "Fetch and show the bills of channels: what they say of a day's payments and refunds.");
  command->require_subcommand(1);
  command->footer("Example:\n  sluice bills show bill.zip --dialect alipay");
  add_fetch(*command);
  add_show(*command);
}

}  // namespace sluice::app
