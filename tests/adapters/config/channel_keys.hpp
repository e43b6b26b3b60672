#pragma once
/// A channel wants keys, and few tests are about them: they are put at the end of a file, so that
/// its lines keep their numbers.

#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "adapters/config/key_sources.hpp"
#include "sim/providers/simulated_keys.hpp"

namespace sluice::test {

/// For files of this program, which need nothing of the machine's.
inline key_sources simulated_only() {
  return {.environment = [](const auto&) { return std::nullopt; },
          .simulated = [](const std::string& name) -> std::optional<std::string> {
            const auto found = sim::simulated_key(name);
            return found ? std::optional<std::string>(*found) : std::nullopt;
          }};
}

/// The names under which each dialect wants its keys, and which of the simulated ones they are.
inline std::string keys_of(const std::string& dialect) {
  static const std::map<std::string, std::vector<std::pair<std::string, std::string>>> wanted{
      {"wechat_v2", {{"api_key", "wechat_v2_api_key"}}},
      {"alipay", {{"app_key", "alipay_app_key"}, {"alipay_public_key", "alipay_public_key"}}}};
  const auto at = wanted.find(dialect);
  std::string lines;
  if (at == wanted.end()) return lines;
  for (const auto& [name, simulated] : at->second)
    lines += name + " = '''" + std::string(*sim::simulated_key(simulated)) + "'''\n";
  return lines;
}

/// Of a file that says nothing of keys by itself.
inline std::string with_keys(const std::string& file) {
  if (file.find("keys = ") != std::string::npos) return file;
  std::string added, channel;
  std::istringstream lines(file);
  const std::string table = "[channels.", says = "dialect = \"";
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(table) && line.find('.', table.size()) == std::string::npos)
      channel = line;
    if (!line.starts_with(says) || channel.empty()) continue;
    const auto dialect = line.substr(says.size(), line.find('"', says.size()) - says.size());
    added += channel.substr(0, channel.size() - 1) + ".keys]\n" + keys_of(dialect);
  }
  return file + '\n' + added;
}

}  // namespace sluice::test
