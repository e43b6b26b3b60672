#pragma once
/// Working days from TOML files, one a year (china/2026.toml shows all keys). The program brings
/// those along that were known when it was built; who needs another year, or a changed notice,
/// brings files of his own. Read by whoever plans settlements.

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "domain/settlement/calendar.hpp"

namespace sluice {

struct calendar_problem {
  std::string file;
  std::uint32_t line = 0;
  std::string what;  ///< a sentence
};
/// "2027.toml:12: 2027-02-30 …"
[[nodiscard]] std::string to_string(const calendar_problem& p);
using calendar_problems = std::vector<calendar_problem>;

/// All faults of the file at once, in the order of its lines.
[[nodiscard]] std::variant<settlement::notice, calendar_problems> read_calendar(
    std::string_view text, const std::string& file);

struct calendar_file {
  std::string_view name, text;
};
[[nodiscard]] const std::vector<calendar_file>& shipped_calendars();

/// The shipped ones, and those in these files: each takes the place of the shipped one of its year.
/// Two of them of one year are a fault.
[[nodiscard]] std::variant<settlement::calendar, calendar_problems> load_calendar(
    const std::vector<std::string>& files);

}  // namespace sluice
