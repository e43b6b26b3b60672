#include "domain/ledger/day.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>

namespace sluice::ledger {
namespace {

std::optional<unsigned> number_in(std::string_view digits) noexcept {
  unsigned out = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    out = out * 10 + static_cast<unsigned>(c - '0');
  }
  return out;
}

std::chrono::year_month_day date_of(day_number day) noexcept {
  return std::chrono::sys_days{std::chrono::days{day}};
}

std::optional<day_number> number_of(std::chrono::year_month_day date) noexcept {
  if (!date.ok()) return std::nullopt;
  return static_cast<day_number>(std::chrono::sys_days{date}.time_since_epoch().count());
}

std::optional<day_number> nearest(std::chrono::month m, std::chrono::day d,
                                  day_number to) noexcept {
  std::optional<day_number> out;
  const auto year = date_of(to).year();
  for (const auto y : {year - std::chrono::years{1}, year, year + std::chrono::years{1}})
    if (const auto one = number_of(y / m / d);
        one && (!out || std::abs(*one - to) < std::abs(*out - to)))
      out = one;
  return out;
}

}  // namespace

std::string text_of(day_number day) {
  const auto date = date_of(day);
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text.data();
}

std::optional<day_number> day_from_text(std::string_view text) noexcept {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto y = number_in(text.substr(0, 4)), m = number_in(text.substr(5, 2)),
             d = number_in(text.substr(8, 2));
  if (!y || !m || !d) return std::nullopt;
  return number_of(
      std::chrono::year{static_cast<int>(*y)} / std::chrono::month{*m} / std::chrono::day{*d});
}

day_number clearing_day(std::string_view named, instant when) noexcept {
  const auto by_time = day_of(when);
  if (const auto whole = day_from_text(named)) return *whole;
  if (named.size() != 4) return by_time;
  const auto m = number_in(named.substr(0, 2)), d = number_in(named.substr(2, 2));
  if (!m || !d) return by_time;
  return nearest(std::chrono::month{*m}, std::chrono::day{*d}, by_time).value_or(by_time);
}

}  // namespace sluice::ledger
