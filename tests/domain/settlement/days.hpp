#pragma once
/// Days as the tables of settlement write them.

#include <string>
#include <vector>

#include "domain/ledger/day.hpp"
#include "domain/settlement/calendar.hpp"
#include "tests/catch.hpp"
#include "tests/domain/table.hpp"

namespace sluice::test {

inline ledger::day_number day_in(const std::string& text) {
  return ledger::day_from_text(text).value();
}

/// "2026-01-01..2026-01-03 2026-01-05"
inline std::vector<ledger::day_number> days_in(const std::string& text) {
  std::vector<ledger::day_number> out;
  for (const auto& part : parts_of(text, ' ')) {
    const auto last = day_in(part.substr(part.size() - 10));
    for (auto day = day_in(part.substr(0, 10)); day <= last; ++day) out.push_back(day);
  }
  return out;
}

/// The notices of due_table.txt.
inline settlement::calendar known_days() {
  settlement::calendar out;
  for (const auto& section : read_table("settlement/due_table.txt"))
    for (const auto& line : section.lines)
      if (section.name == "notice") {
        settlement::notice n{.year = std::stoi(line.word),
                             .source = "a table",
                             .off = days_in(line.outcome),
                             .make_up = days_in(line.holds)};
        REQUIRE(faults_in(n).empty());
        out.put(std::move(n));
      }
  return out;
}

}  // namespace sluice::test
