/// The program: reads the command line and hands over to one subcommand.

#include <CLI/CLI.hpp>
#include <iostream>

#include "adapters/system/open_files.hpp"
#include "app/commands/commands.hpp"
#include "base/nearest_word.hpp"

namespace sluice::app {
namespace {

constexpr auto about =
    "Sluice takes payment orders over NATS, carries them to payment channels, and keeps every\n"
    "step in an event log that survives crashes and can be audited.\n";

constexpr auto first_steps =
    "First steps:\n"
    "  sluice demo                     see everything once, on this machine\n"
    "  sluice serve                    run the engine with simulated channels\n"
    "  sluice req help                 what can be asked over NATS\n"
    "  sluice config example           a configuration to start from\n"
    "\n"
    "`sluice SUBCOMMAND --help` explains one subcommand.\n"
    "Exit status: 0 done, 1 failed, 2 wrong options or configuration.";

void add_all(CLI::App& app) {
  add_serve(app);
  add_channels(app);
  add_req(app);
  add_reference(app);
  add_demo(app);
  add_audit(app);
  add_operator(app);
  add_alarms(app);
  add_route(app);
  add_trace(app);
  add_key(app);
  add_links(app);
  add_log(app);
  add_backup(app);
  add_balance(app);
  add_bills(app);
  add_books(app);
  add_recon(app);
  add_settlement(app);
  add_status(app);
  add_sim(app);
  add_bench(app);
  add_config(app);
  add_version(app);
  add_completion(app);
}

/// The subcommand that was entered as far as it was understood, and the first word that was not.
struct misunderstood {
  const CLI::App* within;
  std::optional<std::string> word;
};

misunderstood find_fault(const CLI::App& app, int argc, char** argv) {
  misunderstood found{.within = &app, .word = std::nullopt};
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    const auto inner = found.within->get_subcommands([&](const CLI::App* candidate) {
      return candidate->get_name() == word;
    });
    if (inner.empty()) {
      const auto any = found.within->get_subcommands([](const CLI::App*) { return true; });
      if (!any.empty() && word.front() != '-') found.word = word;
      return found;
    }
    found.within = inner.front();
  }
  return found;
}

std::string full_name(const CLI::App* app) {
  return app->get_parent() == nullptr ? app->get_name()
                                      : full_name(app->get_parent()) + ' ' + app->get_name();
}

int explain(const CLI::App& app, const CLI::ParseError& error, int argc, char** argv) {
  const auto fault = find_fault(app, argc, argv);
  if (fault.word) {
    std::vector<std::string> known;
    for (const auto* command : fault.within->get_subcommands([](const CLI::App* candidate) {
           return !candidate->get_group().empty();
         }))
      known.push_back(command->get_name());
    auto sentence = "unknown subcommand \"" + *fault.word + '"';
    if (const auto meant = nearest_word(*fault.word, known))
      sentence += "; did you mean \"" + *meant + "\"?";
    say(sentence);
  } else {
    say(error.what());
  }
  say("`" + full_name(fault.within) + " --help` explains");
  return exit_misused;
}

int run(int argc, char** argv) {
  CLI::App app(about, "sluice");
  app.require_subcommand(1);
  app.footer(first_steps);
  add_all(app);
  if (argc == 1) {
    std::cerr << app.help();
    return exit_misused;
  }
  try {
    app.parse(argc, argv);
    return exit_done;
  } catch (const CLI::RuntimeError& status) {  // thrown by on_chosen
    return status.get_exit_code();
  } catch (const CLI::Success& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    return explain(app, error, argc, argv);
  }
}

}  // namespace
}  // namespace sluice::app

int main(int argc, char** argv) {
  sluice::allow_many_open_files();
  try {
    const int status = sluice::app::run(argc, argv);
    if (std::cout.flush()) return status;
    std::cerr << "sluice: the output cannot be written\n";
    return sluice::app::exit_failed;
  } catch (const std::exception& error) {
    std::cerr << "sluice: " << error.what() << '\n';
    return sluice::app::exit_failed;
  }
}
