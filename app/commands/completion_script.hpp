#pragma once
/// Shell completion, made from the command line's own definition, so that it cannot fall behind.
/// For each subcommand: its subcommands, its options, and what can be asked where it takes a
/// SUBJECT; file names where neither fits.

#include <string>

namespace CLI {
class App;
}

namespace sluice::app {

[[nodiscard]] std::string bash_completion(const CLI::App& app);
[[nodiscard]] std::string zsh_completion(const CLI::App& app);
[[nodiscard]] std::string fish_completion(const CLI::App& app);

}  // namespace sluice::app
