#pragma once
/// Days as the tables of settlement write them.

#include <string>
#include <vector>

#include "domain/ledger/day.hpp"
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

}  // namespace sluice::test
