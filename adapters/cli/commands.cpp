#include "adapters/cli/commands.hpp"

#include <CLI/CLI.hpp>
#include <iostream>

namespace sluice::cli {

void on_chosen(CLI::App& command, std::function<int()> job) {
  command.callback([run = std::move(job)] {
    const int status = run();
    if (status != exit_done) throw CLI::RuntimeError(status);
  });
}

void say(const std::string& sentence) { std::cerr << "sluice: " << sentence << '\n'; }

}  // namespace sluice::cli
