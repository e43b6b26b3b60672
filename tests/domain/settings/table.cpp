#include "tests/domain/settings/table.hpp"

#include <fstream>

#include "source_tree.hpp"
#include "tests/catch.hpp"

namespace sluice::test {
namespace {

std::string trimmed(const std::string& text) {
  const auto from = text.find_first_not_of(' ');
  return from == std::string::npos ? "" : text.substr(from, text.find_last_not_of(' ') - from + 1);
}

}  // namespace

std::vector<std::string> parts_of(const std::string& text, char separator) {
  std::vector<std::string> out;
  for (std::size_t from = 0; from < text.size();) {
    const auto to = std::min(text.find(separator, from), text.size());
    out.push_back(trimmed(text.substr(from, to - from)));
    from = to + 1;
  }
  return out;
}

std::vector<table_section> read_table(const std::string& file) {
  std::ifstream in(std::string(SLUICE_SOURCE_DIR) + "/tests/domain/" + file);
  REQUIRE(in.good());
  std::vector<table_section> out;
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.empty() || line[0] == '#') continue;
    if (line.starts_with("== ")) {
      out.push_back({line.substr(3), {}});
      continue;
    }
    const auto parts = parts_of(line, '|');
    REQUIRE(parts.size() == 3);
    REQUIRE(!out.empty());
    out.back().lines.push_back({parts[0], parts[1], parts[2], file + ':' + std::to_string(number)});
  }
  return out;
}

std::map<std::string, std::string> named_values(const std::string& word) {
  std::map<std::string, std::string> out;
  for (const auto& part : parts_of(word, ' '))
    if (const auto equals = part.find('='); equals != std::string::npos)
      out[part.substr(0, equals)] = part.substr(equals + 1);
  return out;
}

}  // namespace sluice::test
