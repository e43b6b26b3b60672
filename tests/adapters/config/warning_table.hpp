#pragma once
/// Tables of configurations that may not do what their author thought: a section "== name", lines
/// of TOML, and "-> " before each warning.

#include <fstream>
#include <string>
#include <vector>

#include "adapters/config/configuration.hpp"
#include "source_tree.hpp"
#include "tests/adapters/config/channel_keys.hpp"
#include "tests/catch.hpp"

namespace sluice::test {

struct warning_section {
  std::string name;
  std::string toml;
  std::vector<std::string> others{};
  std::vector<std::string> warnings{};
};

/// `usual`: what stands before the lines of each section. `other`: how a line begins that is no
/// TOML.
inline std::vector<warning_section> read_warning_table(
    const std::string& file, const std::string& usual, const std::string& other) {
  std::ifstream in(std::string(SLUICE_SOURCE_DIR) + "/tests/adapters/config/" + file);
  REQUIRE(in.good());
  std::vector<warning_section> out;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    if (line.starts_with("== "))
      out.push_back({.name = line.substr(3), .toml = usual});
    else if (line.starts_with("-> "))
      out.back().warnings.push_back(line.substr(3));
    else if (!other.empty() && line.starts_with(other))
      out.back().others.push_back(line);
    else
      out.back().toml += line + '\n';
  }
  return out;
}

inline configuration configuration_of(const warning_section& s) {
  auto read = read_configuration(with_keys(s.toml), "engine.toml");
  const auto* const faults = std::get_if<std::vector<config_problem>>(&read);
  INFO((faults != nullptr ? to_string(faults->front()) : ""));
  REQUIRE(faults == nullptr);
  return std::get<configuration>(std::move(read));
}

}  // namespace sluice::test
