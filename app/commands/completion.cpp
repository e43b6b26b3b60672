#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "app/commands/commands.hpp"
#include "app/commands/completion_script.hpp"

namespace sluice::app {

void add_completion(CLI::App& app) {
  auto* const command = app.add_subcommand(
      "completion",
      "Print a script that teaches a shell to complete sluice's command line.\n"
      "Made from the options themselves, for bash, zsh or fish.");
  command->group("");  // hidden: for packages and for the README, not for every day
  command->footer("Example:\n  . <(sluice completion bash)");
  const auto shell = std::make_shared<std::string>();
  command->add_option("SHELL", *shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  on_chosen(*command, [shell, root = &app] {
    std::cout << (*shell == "bash"  ? bash_completion(*root)
                  : *shell == "zsh" ? zsh_completion(*root)
                                    : fish_completion(*root));
    return exit_done;
  });
}

}  // namespace sluice::app
