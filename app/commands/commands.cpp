#include "app/commands/commands.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>

#include "adapters/system/child_process.hpp"
#include "base/secret_url.hpp"

namespace sluice::app {

void on_chosen(CLI::App& command, std::function<int()> job) {
  command.callback([run = std::move(job)] {
    const int status = run();
    if (status != exit_done) throw CLI::RuntimeError(status);
  });
}

std::string how_to_call_us() {
  const std::filesystem::path program = path_of_this_program();
  const auto near = program.lexically_proximate(std::filesystem::current_path());
  return near.string().starts_with("..") ? program.string() : "./" + near.string();
}

void say(const std::string& sentence) {
  std::cerr << "sluice: " << without_url_secrets(sentence) << '\n';
}

}  // namespace sluice::app
