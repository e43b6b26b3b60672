#include "domain/settlement/due.hpp"

#include <charconv>

#include "base/invariant.hpp"

namespace sluice::settlement {
namespace {

using found = std::variant<day_number, unknown_year>;

std::variant<bool, unknown_year> is_worked(day_number day, const cycle& c, const calendar& known) {
  const auto kind = known.kind_of(day);
  if (const auto* no = std::get_if<unknown_year>(&kind)) return *no;
  switch (std::get<day_kind>(kind)) {
    case day_kind::working: return true;
    case day_kind::make_up: return c.make_up_days_settle;
    case day_kind::off: return false;
  }
  broken_invariant("every kind of day settles or not", __FILE__, __LINE__);
}

/// That day, or the first one after it that is worked.
found worked_from(day_number day, const cycle& c, const calendar& known) {
  for (;; ++day) {
    const auto worked = is_worked(day, c, known);
    if (const auto* no = std::get_if<unknown_year>(&worked)) return *no;
    if (std::get<bool>(worked)) return day;
  }
}

found after_working_days(day_number day, const cycle& c, const calendar& known) {
  for (auto left = c.days; left > 0; --left) {
    const auto next = worked_from(day + 1, c, known);
    if (std::holds_alternative<unknown_year>(next)) return next;
    day = std::get<day_number>(next);
  }
  return day;
}

found counted(day_number from, const cycle& c, const calendar& known) {
  switch (c.by) {
    case counting::working_days: return after_working_days(from, c, known);
    case counting::all_days: return from + static_cast<day_number>(c.days);
  }
  broken_invariant("every way of counting counts", __FILE__, __LINE__);
}

}  // namespace

found due_day(day_number earned_on, const cycle& c, const calendar& known) {
  const auto day = counted(earned_on, c, known);
  if (!c.on_settling_days || std::holds_alternative<unknown_year>(day)) return day;
  return worked_from(std::get<day_number>(day), c, known);
}

std::variant<bool, unknown_year> settles_on(day_number day, const cycle& c, const calendar& known) {
  if (!c.on_settling_days) return true;
  return is_worked(day, c, known);
}

std::string to_text(const cycle& c) {
  return (c.by == counting::working_days ? "T+" : "D+") + std::to_string(c.days);
}

std::optional<cycle> cycle_from_text(std::string_view text) noexcept {
  if (text.size() < 3 || text[1] != '+' || (text[0] != 'T' && text[0] != 'D')) return std::nullopt;
  cycle out;
  out.on_settling_days = text[0] == 'T';
  if (!out.on_settling_days) out.by = counting::all_days;
  const auto* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data() + 2, end, out.days);
  if (read.ec != std::errc{} || read.ptr != end || out.days > most_cycle_days) return std::nullopt;
  return out;
}

}  // namespace sluice::settlement
