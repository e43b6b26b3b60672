#pragma once
/// The worked examples of events/FORMAT.md, which are tests.

#include <fstream>
#include <sstream>
#include <string>

#include "source_tree.hpp"
#include "tests/catch.hpp"

namespace sluice::testing {

/// The bytes of the block that begins with "```hex <name>".
inline std::string example(const std::string& name) {
  std::ifstream page(std::string{SLUICE_SOURCE_DIR} + "/events/FORMAT.md");
  REQUIRE(page.good());
  std::string line;
  while (std::getline(page, line) && line != "```hex " + name) continue;
  std::string bytes;
  while (std::getline(page, line) && line != "```") {
    std::istringstream pairs(line);
    for (std::string pair; pairs >> pair;) {
      bytes.push_back(static_cast<char>(std::stoi(pair, nullptr, 16)));
    }
  }
  REQUIRE_FALSE(bytes.empty());
  return bytes;
}

}  // namespace sluice::testing
