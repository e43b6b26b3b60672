#pragma once
/// External test vectors (not part of this repository): published samples and code tables of the
/// payment companies, in a folder beside it. Where they are absent, tests that need them say so and
/// count as skipped.

#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <string>
#include "source_tree.hpp"

namespace sluice::test {

inline std::optional<std::string> vector_text(const std::string& path) {
  std::ifstream in(std::string(SLUICE_SOURCE_DIR) + "/../shared/vectors/" + path, std::ios::binary);
  if (!in) {
    std::cout << "skipped: no vectors (" << path << ")\n";
    return std::nullopt;
  }
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

inline std::optional<nlohmann::json> vector_json(const std::string& path) {
  const auto text = vector_text(path);
  if (!text) return std::nullopt;
  return nlohmann::json::parse(*text);
}

}  // namespace sluice::test
