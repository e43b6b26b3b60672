#pragma once
/// Reads tables of the domain's tests: sections of lines, each of three parts.

#include <map>
#include <string>
#include <vector>

namespace sluice::test {

struct table_line {
  std::string word, outcome, holds;
  std::string where;  ///< "channel_table.txt:12", for messages
};
struct table_section {
  std::string name;
  std::vector<table_line> lines;
};
/// `file`: below tests/domain.
[[nodiscard]] std::vector<table_section> read_table(const std::string& file);

/// "set a=1 b=2" -> {a: 1, b: 2}
[[nodiscard]] std::map<std::string, std::string> named_values(const std::string& word);
/// "a,b" -> {a, b}; "" -> {}
[[nodiscard]] std::vector<std::string> parts_of(const std::string& text, char separator);

}  // namespace sluice::test
