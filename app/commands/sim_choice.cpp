#include "app/commands/sim_commands.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "app/commands/commands.hpp"
#include "base/nearest_word.hpp"
#include "sim/wire/spoken_way.hpp"

namespace sluice::app {
namespace {

std::string no_such_scenario(const std::string& name) {
  std::vector<std::string> known;
  for (const auto& s : sim::shipped_scenarios()) known.emplace_back(s.name);
  const auto meant = nearest_word(name, known);
  return "there is neither a shipped scenario nor a file \"" + name + '"' +
         (meant ? "; did you mean \"" + *meant + "\"?" : "") +
         " (`sluice sim scenarios` lists the shipped ones)";
}

std::variant<sim::scenario, std::string> find(const std::string& name) {
  if (auto shipped = sim::find_shipped(name)) return std::move(*shipped);
  if (std::filesystem::exists(name) && !std::filesystem::is_regular_file(name))
    return '"' + name + "\" is no regular file";
  const std::ifstream file(name);
  std::ostringstream text;
  if (!file) return no_such_scenario(name);
  text << file.rdbuf();
  return sim::read_scenario(text.str(), name);
}

/// For a shell. Most names need no quotes.
std::string shell_word(const std::string& text) {
  const auto is_plain = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           std::string_view("._/-+:").find(c) != std::string_view::npos;
  };
  if (std::all_of(text.begin(), text.end(), is_plain)) return text;
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + '\'';
}

/// Broken into lines of at most 90 columns, each indented.
std::string wrapped(const std::string& text) {
  std::istringstream words(text);
  std::string out;
  std::string line = "   ";
  for (std::string word; words >> word; line += ' ' + word)
    if (line.size() + word.size() >= 90) {
      out += line + '\n';
      line = "   ";
    }
  return out + line + '\n';
}

void list_all() {
  for (const auto& shipped : sim::shipped_scenarios())
    std::cout << shipped.name << '\n' << wrapped(sim::find_shipped(shipped.name)->description);
  std::cout << "\nWithout --scenario, odd seeds run " << sim::usual_mix
            << ", even seeds the others in turn, but never " << sim::calm_scenario << ".\n";
}

}  // namespace

std::string not_a_seed(const std::string& text) {
  constexpr std::size_t most_digits = 18;
  const bool is_whole = !text.empty() && text.size() <= most_digits &&
                        text.find_first_not_of("0123456789") == std::string::npos;
  return is_whole ? std::string{} : "a seed is a whole number of at most 18 digits, not " + text;
}

void add_world_options(CLI::App& command, world_choice& into) {
  command
      .add_option("--scenario", into.name,
                  "a shipped one or a TOML file (default: the shipped ones in turn)")
      ->type_name("NAME|FILE");
  command.add_option("--orders", into.orders, "in each world (default: as the scenario says)")
      ->type_name("N")
      ->check(CLI::Range(1, 1'000'000));
  command.add_flag(
      "--files", into.files, "the real log on files that forget what was not synced; slower");
  command.add_flag("--wire", into.wire,
                   "calls and answers travel as signed bytes through the real dialects, and are\n"
                   "spoilt on the way; worlds of their own, and slower");
}

std::variant<sim::repertoire, std::string> repertoire_of(const world_choice& c) {
  auto plays = sim::repertoire::shipped();
  if (!c.name.empty()) {
    auto found = find(c.name);
    if (auto* const problem = std::get_if<std::string>(&found)) return std::move(*problem);
    plays = sim::repertoire(std::get<sim::scenario>(std::move(found)));
  }
  if (c.orders > 0) plays.set_orders(c.orders);
  return plays;
}

sim::disk_maker disks_of(const world_choice& c) {
  return c.files ? sim::files_for : sim::memory_for;
}

sim::byte_way_maker ways_of(const world_choice& c) {
  return c.wire ? sim::spoken_ways() : sim::byte_way_maker{};
}

std::string chosen_by(const world_choice& c, std::uint64_t seed) {
  return "--seed " + std::to_string(seed) +
         (c.name.empty() ? "" : " --scenario " + shell_word(c.name)) +
         (c.orders == 0 ? "" : " --orders " + std::to_string(c.orders)) +
         (c.files ? " --files" : "") + (c.wire ? " --wire" : "");
}

int print_scenarios(const std::string& name) {
  if (name.empty()) {
    list_all();
    return exit_done;
  }
  for (const auto& shipped : sim::shipped_scenarios())
    if (shipped.name == name) {
      std::cout << shipped.text;
      return exit_done;
    }
  say(no_such_scenario(name));
  return exit_misused;
}

}  // namespace sluice::app
