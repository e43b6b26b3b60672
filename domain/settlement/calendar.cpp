#include "domain/settlement/calendar.hpp"

#include <algorithm>

#include "domain/ledger/day.hpp"

namespace sluice::settlement {
namespace {

constexpr std::int32_t first_year = 2000, last_year = 2100;

std::chrono::year_month_day date_of(day_number day) noexcept {
  return std::chrono::sys_days{std::chrono::days{day}};
}

bool is_of(std::int32_t year, day_number day) noexcept {
  const auto date = date_of(day);
  const std::chrono::year named{year};
  return date.year() == named ||
         (date.year() == named - std::chrono::years{1} && date.month() == std::chrono::December);
}

std::optional<day_kind> said_by(const notice& n, day_number day) noexcept {
  if (std::ranges::binary_search(n.off, day)) return day_kind::off;
  if (std::ranges::binary_search(n.make_up, day)) return day_kind::make_up;
  return std::nullopt;
}

void find_faults(const notice& n, std::vector<notice_fault>& out) {
  if (n.year < first_year || n.year > last_year)
    out.push_back(
        {std::nullopt, "year is " + std::to_string(n.year) + "; it must be " +
                           std::to_string(first_year) + " to " + std::to_string(last_year)});
  if (n.version == 0)
    out.push_back({std::nullopt, "version is 0; the first one is 1, and each change counts on"});
  if (n.source.empty())
    out.push_back({std::nullopt, "source is empty; it says the notice's title, number and date"});
  if (n.off.empty())
    out.push_back({std::nullopt, "off is empty; every year has holidays, and they are named"});
}

/// What is wrong with a day of one list, apart from standing there twice.
std::string fault_of(const notice& n, day_number day, day_kind as) {
  if (!is_of(n.year, day))
    return "is not of " + std::to_string(n.year) + " nor of the December before it";
  if (as == day_kind::off) return {};
  if (!is_weekend(day)) return "is worked anyway: a make-up day is a Saturday or Sunday";
  if (std::ranges::find(n.off, day) != n.off.end()) return "is a day off and a make-up day as well";
  return {};
}

void find_faults(const notice& n, const std::vector<day_number>& days, day_kind as,
                 std::vector<notice_fault>& out) {
  for (auto one = days.begin(); one != days.end(); ++one) {
    auto what =
        std::find(days.begin(), one, *one) != one ? "is named twice" : fault_of(n, *one, as);
    if (!what.empty()) out.push_back({*one, ledger::text_of(*one) + ' ' + std::move(what)});
  }
}

}  // namespace

std::vector<notice_fault> faults_in(const notice& n) {
  std::vector<notice_fault> out;
  find_faults(n, out);
  find_faults(n, n.off, day_kind::off, out);
  find_faults(n, n.make_up, day_kind::make_up, out);
  return out;
}

std::string to_string(unknown_year y) {
  return "nothing is known of the working days of " + std::to_string(y.year) +
         ": there is no calendar of that year, and it is not guessed";
}

void calendar::put(notice n) {
  std::ranges::sort(n.off);
  std::ranges::sort(n.make_up);
  const auto year = n.year;
  notices_.insert_or_assign(year, std::move(n));
}

std::variant<day_kind, unknown_year> calendar::kind_of(day_number day) const {
  const auto year = year_of(day);
  const auto its_own = notices_.find(year);
  if (its_own == notices_.end()) return unknown_year{year};
  // The later notice knows better.
  if (const auto next = notices_.find(year + 1); next != notices_.end())
    if (const auto said = said_by(next->second, day)) return *said;
  if (const auto said = said_by(its_own->second, day)) return *said;
  return is_weekend(day) ? day_kind::off : day_kind::working;
}

std::int32_t year_of(day_number day) noexcept { return static_cast<int>(date_of(day).year()); }

bool is_weekend(day_number day) noexcept {
  const std::chrono::weekday name{std::chrono::sys_days{std::chrono::days{day}}};
  return name == std::chrono::Saturday || name == std::chrono::Sunday;
}

}  // namespace sluice::settlement
