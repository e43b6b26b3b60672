// order_table.txt is the order machine on paper; this compares the two, cell by cell.

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "source_tree.hpp"
#include "tests/catch.hpp"
#include "tests/domain/order/phrases.hpp"
#include "tests/domain/order/story.hpp"

namespace sluice::test {
namespace {

struct row {
  int line = 0;
  lines happens;
  std::string phase;
};
using section = std::map<std::string, row>;  // by command
const std::string anything_else = "anything else";

std::string trimmed(const std::string& text) {
  const auto begin = text.find_first_not_of(' ');
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

lines split(const std::string& text, char by) {
  lines out;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, by);) out.push_back(trimmed(part));
  return out;
}

/// "told paid" is three commands, "hearsay other" one for every finding but "paid".
lines commands_of(const std::string& text) {
  lines out;
  for (const auto& command : split(text, ',')) {
    if (command == "hearsay other") {
      for (const auto& said : phrases())
        if (said.words.rfind("hearsay ", 0) == 0 && said.words != "hearsay paid")
          out.push_back(said.words);
      continue;
    }
    if (command.rfind("told ", 0) != 0) {
      out.push_back(command);
      continue;
    }
    for (const auto* who : {"answer", "query", "notification"})
      out.push_back(who + command.substr(4));
  }
  return out;
}

std::map<std::string, section> read_table() {
  std::ifstream file(SLUICE_SOURCE_DIR "/tests/domain/order/order_table.txt");
  REQUIRE(file.good());
  std::map<std::string, section> table;
  section* current = nullptr;
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    if (line.rfind("== ", 0) == 0) {
      current = &table[line.substr(3)];
      continue;
    }
    CAPTURE(number, line);
    const auto columns = split(line, '|');
    REQUIRE(columns.size() == 3);
    REQUIRE(current != nullptr);
    const auto happens = columns[1] == "nothing" ? lines{} : split(columns[1], ';');
    for (const auto& command : commands_of(columns[0])) {
      CAPTURE(command);
      const bool is_new = current->emplace(command, row{number, happens, columns[2]}).second;
      CHECK(is_new);
    }
  }
  return table;
}

void replace(std::string& text, const std::string& what, const std::string& by) {
  const auto at = text.find(what);
  if (at != std::string::npos) text.replace(at, what.size(), by);
}

/// BY is who told it; KEY is whatever number was made for a further attempt.
lines filled_in(lines happens, const std::string& command, const lines& seen) {
  const auto who = command.substr(0, command.find(' '));
  const auto by = who == "answer" ? "pay_answer" : who == "query" ? "query_answer" : who;
  for (std::size_t i = 0; i < happens.size(); ++i) {
    replace(happens[i], "BY", by);
    if (i < seen.size()) replace(happens[i], "KEY", seen[i].substr(seen[i].rfind(' ') + 1));
  }
  return happens;
}

void check_cell(std::string_view place, const phrase& said, const section& rows) {
  auto found = rows.find(said.words);
  if (found == rows.end()) found = rows.find(anything_else);
  REQUIRE(found != rows.end());
  const auto& expected = found->second;
  auto s = come_to(place);
  s.when(said.command);
  CAPTURE(place, said.words, expected.line);
  CHECK(s.last() == filled_in(expected.happens, said.words, s.last()));
  CHECK(name_of(s.state().now) == expected.phase);
}

}  // namespace

TEST_CASE("In every place every command does what the written table says") {
  const auto table = read_table();
  for (const auto place : places()) {
    CAPTURE(place);
    const auto rows = table.find(std::string(place));
    REQUIRE(rows != table.end());
    for (const auto& said : phrases()) check_cell(place, said, rows->second);
  }
  CHECK(table.size() == places().size());
}

TEST_CASE("The written table names no command that does not exist") {
  std::set<std::string> known{anything_else};
  for (const auto& said : phrases()) known.insert(said.words);
  for (const auto& [place, rows] : read_table())
    for (const auto& [command, unused] : rows) {
      CAPTURE(place, command);
      CHECK(known.count(command) == 1);
    }
}

TEST_CASE("The written table has a place in every phase and a command of every kind") {
  std::set<std::size_t> phases;
  for (const auto place : places()) phases.insert(come_to(place).state().now.index());
  CHECK(phases.size() == std::variant_size_v<order::phase>);
  std::set<std::size_t> kinds;
  for (const auto& said : phrases()) kinds.insert(said.command.index());
  CHECK(kinds.size() == std::variant_size_v<order::command>);
}

}  // namespace sluice::test
