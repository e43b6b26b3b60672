#pragma once
/// When what was earned on a day is due: T+n counts working days, D+n all days, and +0 is the same
/// day. So acquirers say it: by T+1, Friday to Sunday are due on Monday, and holidays on the first
/// working day after (fuiouyes.com/faq/settle.html). Pure.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "domain/settlement/calendar.hpp"

namespace sluice::settlement {

/// Stored in the log: never change or reuse a number.
enum class counting : std::uint8_t {
  working_days = 1,  ///< T+n
  all_days = 2,      ///< D+n
};

struct cycle {
  counting by = counting::working_days;
  std::uint32_t days = 1;
  /// What would be due on a day off is due on the first working day after it. Usual of T, where
  /// only T+0 can come to one; some agree so for D.
  bool on_settling_days = true;
  bool make_up_days_settle = true;  ///< days that are worked for a holiday are working days
  friend bool operator==(const cycle&, const cycle&) = default;
};
inline constexpr std::uint32_t most_cycle_days = 90;

/// Precondition: at most most_cycle_days.
[[nodiscard]] std::variant<day_number, unknown_year> due_day(day_number earned_on, const cycle& c,
                                                             const calendar& known);
/// Whether such a cycle may pay on that day.
[[nodiscard]] std::variant<bool, unknown_year> settles_on(day_number day, const cycle& c,
                                                          const calendar& known);

/// "T+1", "D+7"
[[nodiscard]] std::string to_text(const cycle& c);
/// The switches are as is usual for such a one. Nothing: it is none.
[[nodiscard]] std::optional<cycle> cycle_from_text(std::string_view text) noexcept;
inline constexpr std::string_view cycle_rule =
    "T+n (working days) or D+n (all days), with n from 0 to 90";

}  // namespace sluice::settlement
