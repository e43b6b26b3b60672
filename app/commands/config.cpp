#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "adapters/channels/dialects.hpp"
#include "adapters/config/certificate_ends.hpp"
#include "adapters/config/configuration.hpp"
#include "adapters/config/rule_warnings.hpp"
#include "adapters/config/setup_warnings.hpp"
#include "adapters/config/size_warnings.hpp"
#include "adapters/system/machine_clock.hpp"
#include "app/commands/commands.hpp"
#include "app/demo/known_secrets.hpp"
#include "base/enumerators.hpp"

namespace sluice::app {
namespace {

int check(const std::string& file) {
  const auto result = load_configuration(file, demo::known_secrets());
  if (const auto* const problems = std::get_if<std::vector<config_problem>>(&result)) {
    for (const auto& problem : *problems) std::cerr << to_string(problem) << '\n';
    say(std::to_string(problems->size()) + (problems->size() == 1 ? " fault" : " faults") + " in " +
        file);
    return exit_failed;
  }
  const auto& c = std::get<configuration>(result);
  auto warnings = size_warnings(c, sizes_of_this_machine());
  for (auto& of_rule : rule_warnings(c.engine)) warnings.push_back(std::move(of_rule));
  for (auto& of_setup : setup_warnings(c)) warnings.push_back(std::move(of_setup));
  for (auto& one : certificate_lines(c, machine_clock().wall())) {
    if (one.is_warning)
      warnings.push_back(std::move(one.text));
    else
      std::cout << file << ": certificate: " << one.text << '\n';
  }
  for (const auto& warning : warnings) std::cerr << file << ": warning: " << warning << '\n';
  std::cout << file << ": good; " << c.channels.size() << " channels, " << c.engine.merchants.size()
            << " merchants";
  if (!warnings.empty())
    std::cout << "; " << warnings.size() << (warnings.size() == 1 ? " warning" : " warnings");
  std::cout << '\n';
  return exit_done;
}

std::string operations_of(const served_type& one) {
  std::string names;
  for (const auto what : enumerators<operation>)
    if (one.operations.has(what)) names += (names.empty() ? "" : ", ") + std::string(name_of(what));
  return names;
}

int show_dialects() {
  for (const auto& row : all_dialects()) {
    std::cout << row.name << "\n  payers of:";
    for (const auto one : row.reaches) std::cout << ' ' << name_of(one);
    std::cout << (row.has_app_id ? "\n  wants app_id" : "\n  wants no app_id")
              << (row.has_merchant_id ? " and merchant_id" : "") << "; "
              << (row.notifies ? "notifies" : "does not notify")
              << (row.has_bills ? ", has bills" : ", has no bills")
              << (row.has_fund_bills ? ", of funds too" : "") << '\n';
    if (!row.balances.empty()) std::cout << "  tells balances:";
    for (const auto which : row.balances) std::cout << ' ' << which;
    if (!row.balances.empty()) std::cout << '\n';
    for (const auto& one : row.serves)
      std::cout << "  " << name_of(one.type) << ": " << operations_of(one) << '\n';
    for (const auto& need : row.keys)
      std::cout << "  keys." << need.name << (need.is_required ? "" : " (optional)") << ": "
                << need.what << '\n';
  }
  return exit_done;
}

}  // namespace

void add_config(CLI::App& app) {
  auto* const command = app.add_subcommand(
      "config",
      "Check a configuration file, or print one to start from.\n"
      "Faults are told all at once, with file, line, column and what is allowed.");
  command->require_subcommand(1);
  command->footer(
      "Example:\n"
      "  sluice config example > sluice.toml\n"
      "  sluice config check sluice.toml");

  auto* const checking = command->add_subcommand(
      "check",
      "Read a configuration as serve would, and say what is wrong with it.\n"
      "Limits that contradict each other, or this machine, and rules of routing that leave a\n"
      "merchant nothing are warned of: that is no fault. Neither is a certificate that ends "
      "within\n"
      "30 days.\n"
      "Exit status 0: good, 1: at fault. Variables for \"env:NAME\" must be set.");
  checking->footer("Example:\n  sluice config check /etc/sluice/sluice.toml");
  const auto file = std::make_shared<std::string>();
  checking->add_option("FILE", *file, "the configuration")->required();
  on_chosen(*checking, [file] { return check(*file); });

  auto* const dialects = command->add_subcommand(
      "dialects",
      "List the dialects: how channels are spoken to, what each can do, and which keys it wants.");
  dialects->footer("Example:\n  sluice config dialects");
  on_chosen(*dialects, [] { return show_dialects(); });

  auto* const example = command->add_subcommand(
      "example",
      "Print an example with every key, its default and what it does.\n"
      "The demo's own configuration is printed with --demo.");
  example->footer("Example:\n  sluice config example > sluice.toml");
  const auto demo = std::make_shared<bool>(false);
  example->add_flag("--demo", *demo, "the one that serve and demo use when none is given");
  on_chosen(*example, [demo] {
    std::cout << (*demo ? demo_configuration() : example_configuration());
    return exit_done;
  });
}

}  // namespace sluice::app
