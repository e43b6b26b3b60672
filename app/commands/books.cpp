#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "app/commands/commands.hpp"
#include "audit/books_commands.hpp"
#include "events/stream_name.hpp"

namespace sluice::app {
namespace {

struct chosen {
  std::optional<std::string> at{};
  std::string data, order, account, format = "hledger", from, to;
  books_question asked{};
  books_export::wish how{};
};

/// What was typed that is none, in a sentence.
std::optional<std::string> take_words(chosen& c) {
  if (c.at && !take_moment(*c.at, c.asked.wish))
    return "--at must be a sequence of the log, or a time such as 2026-01-02T00:00:00+08:00; it "
           "is \"" +
           *c.at + '"';
  if (c.asked.wish.by_effective && !c.asked.wish.at)
    return "--effective needs a time: --at TIME, which then means when money moved";
  if (c.order.empty()) return std::nullopt;
  c.asked.wish.order = order_from_text(c.order);
  if (c.asked.wish.order) return std::nullopt;
  return "--order must be MERCHANT/ORDER_NO, each of " + std::string(name_rule);
}

/// Of export alone.
std::optional<std::string> take_export_words(chosen& c) {
  const auto form = books_format_from_name(c.format);
  if (!form)
    return "--format must be hledger, ledger, beancount, csv or jsonl; it is \"" + c.format + '"';
  c.how.form = *form;
  const auto take_day = [](const std::string& text, std::optional<ledger::day_number>& into) {
    if (text.empty()) return true;
    into = ledger::day_from_text(text);
    return into.has_value();
  };
  if (take_day(c.from, c.how.from) && take_day(c.to, c.how.to)) return std::nullopt;
  return "--from and --to must be days such as 2026-01-02";
}

using job = int (*)(const audit_options& options, const chosen& c);

void add(CLI::App& command, const std::shared_ptr<chosen>& c, job what) {
  command.add_option("--data", c->data, "folder of the event log; only read")
      ->type_name("DIR")
      ->required();
  command
      .add_option(
          "--at", c->at, "as the books were then: a sequence of the log, or a time; else now")
      ->type_name("SEQUENCE|TIME");
  command.add_flag("--effective", c->asked.wish.by_effective,
                   "--at means when money moved, as channels say, not when it was posted");
  command.add_option("--merchant", c->asked.wish.merchant, "only what its orders moved")
      ->type_name("NAME");
  command.add_option("--channel", c->asked.wish.channel, "only what moved there")
      ->type_name("NAME");
  command.add_option("--order", c->order, "only what this one moved")->type_name("M/NO");
  command.add_flag("--json", c->asked.form.json, "one JSON object, or one a line");
  on_chosen(command, [c, what] {
    auto wrong = take_words(*c);
    if (!wrong) wrong = take_export_words(*c);
    if (wrong) {
      say(*wrong);
      return exit_misused;
    }
    return what({.data = c->data, .json = c->asked.form.json, .keys = {}}, *c);
  });
}

void add_balance_of_books(CLI::App& parent) {
  auto* const command = parent.add_subcommand(
      "balance",
      "What stands on each account, by currency. Accounts that stand at nothing are left out.");
  command->footer("Example:\n  sluice books balance --data /var/lib/sluice --at 4711");
  const auto c = std::make_shared<chosen>();
  command->add_flag("--all", c->asked.form.with_nothing, "also accounts that stand at nothing");
  add(*command, c, [](const audit_options& o, const chosen& asked) {
    return show_books(o, books_table::balances, asked.asked, std::cout, std::cerr);
  });
}

void add_trial(CLI::App& parent) {
  auto* const command = parent.add_subcommand(
      "trial", "The trial balance: both sides of assets, liabilities, income and expenses.");
  command->footer("Example:\n  sluice books trial --data /var/lib/sluice");
  const auto c = std::make_shared<chosen>();
  add(*command, c, [](const audit_options& o, const chosen& asked) {
    return show_books(o, books_table::trial, asked.asked, std::cout, std::cerr);
  });
}

void add_journal(CLI::App& parent) {
  auto* const command = parent.add_subcommand(
      "journal",
      "Every journal: by which rule, for which order, which accounts. A credit is negative.");
  command->footer("Example:\n  sluice books journal --data /var/lib/sluice --order m1/A-1001");
  const auto c = std::make_shared<chosen>();
  add(*command, c, [](const audit_options& o, const chosen& asked) {
    return show_books(o, books_table::journals, asked.asked, std::cout, std::cerr);
  });
}

void add_account(CLI::App& parent) {
  auto* const command = parent.add_subcommand(
      "account",
      "Every posting of one account, and what stood on it afterwards.\n"
      "Exit status 1: nothing was ever posted to it.");
  command->footer(
      "Example:\n"
      "  sluice books account liabilities:payer_return --data /var/lib/sluice");
  const auto c = std::make_shared<chosen>();
  command->add_option("account", c->account, "its name, as in `sluice books balance`")
      ->type_name("ACCOUNT")
      ->required();
  add(*command, c, [](const audit_options& o, const chosen& asked) {
    return show_account(o, asked.account, asked.asked, std::cout, std::cerr);
  });
}

void add_export_of_books(CLI::App& parent) {
  auto* const command = parent.add_subcommand(
      "export",
      "The journals in the words of an accounting program, or as a table: by default all of one\n"
      "rule and day as one entry.");
  command->footer(
      "Example:\n"
      "  sluice books export --data /var/lib/sluice > books.journal && hledger -f books.journal "
      "balance");
  const auto c = std::make_shared<chosen>();
  command->add_option("--format", c->format, "hledger, ledger, beancount, csv or jsonl")
      ->capture_default_str();
  command->add_option("--from", c->from, "only what moved on this day or later, in UTC+8")
      ->type_name("DAY");
  command->add_option("--to", c->to, "only what moved on this day or before")->type_name("DAY");
  command->add_flag("--detail", c->how.in_detail, "each journal as an entry of its own");
  add(*command, c, [](const audit_options& o, const chosen& asked) {
    return export_books(o, asked.how, asked.asked, std::cout, std::cerr);
  });
}

void add_rules(CLI::App& parent) {
  auto* const command = parent.add_subcommand(
      "rules", "The chart of accounts and the posting rules, as a page in Markdown.");
  on_chosen(*command, [] {
    print_rules(std::cout);
    return exit_done;
  });
}

}  // namespace

void add_books(CLI::App& app) {
  auto* const command = app.add_subcommand(
      "books",
      "The double-entry books that a log makes: balances, journals, accounts, at any place of it.\n"
      "Opens the data folder read-only, also beside a running engine.");
  command->require_subcommand(1);
  command->footer(
      "Example:\n"
      "  sluice books balance --data /var/lib/sluice\n"
      "  sluice books trial --data /var/lib/sluice --at 2026-01-02T00:00:00+08:00");
  add_balance_of_books(*command);
  add_trial(*command);
  add_journal(*command);
  add_account(*command);
  add_export_of_books(*command);
  add_rules(*command);
}

}  // namespace sluice::app
