#include "app/version.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <nlohmann/json.hpp>

#include "app/commands/commands.hpp"

namespace sluice::app {
namespace {

int print_text() {
  std::cout << "sluice " << version_info().version;
  if (!version_info().commit.empty()) std::cout << " (" << version_info().commit << ')';
  std::cout << "\ncompiler: " << version_info().compiler << ", " << version_info().build_type
            << '\n';
  for (const auto& [name, version] : version_info().libraries)
    std::cout << name << ": " << version << '\n';
  return exit_done;
}

int print_json() {
  nlohmann::ordered_json out{
      {"version", version_info().version},
      {"commit", version_info().commit},
      {"compiler", version_info().compiler},
      {"build_type", version_info().build_type}};
  for (const auto& [name, version] : version_info().libraries) out["libraries"][name] = version;
  std::cout << out.dump() << '\n';
  return exit_done;
}

}  // namespace

void add_version(CLI::App& app) {
  auto* const command = app.add_subcommand(
      "version",
      "Print what this program is made of.\n"
      "Version, commit, compiler and libraries: what a fault report should hold.");
  command->footer("Example:\n  sluice version --json");
  const auto json = std::make_shared<bool>(false);
  command->add_flag("--json", *json, "one JSON object");
  on_chosen(*command, [json] { return *json ? print_json() : print_text(); });
}

}  // namespace sluice::app
