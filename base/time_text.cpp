#include "base/time_text.hpp"

namespace sluice {
namespace {

/// Writes `number` into the `count` characters from `at` on: every answer has two times, and printf
/// takes longer than all the rest of them.
void put(std::string& text, std::size_t at, std::size_t count, unsigned number) {
  for (auto i = at + count; i-- > at; number /= 10) text[i] = static_cast<char>('0' + number % 10);
}

constexpr instant first_written{millis{-62'167'219'200'000}};  // 0000-01-01T00:00:00.000Z
constexpr instant last_written{millis{253'402'300'799'999}};  // 9999-12-31T23:59:59.999Z

}  // namespace

std::string rfc3339(instant at) {
  if (at < first_written || at > last_written)
    return std::to_string(at.time_since_epoch().count()) + " ms since 1970";
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{at - day};
  std::string text = "0000-00-00T00:00:00.000Z";
  put(text, 0, 4, static_cast<unsigned>(static_cast<int>(date.year())));
  put(text, 5, 2, static_cast<unsigned>(date.month()));
  put(text, 8, 2, static_cast<unsigned>(date.day()));
  put(text, 11, 2, static_cast<unsigned>(time.hours().count()));
  put(text, 14, 2, static_cast<unsigned>(time.minutes().count()));
  put(text, 17, 2, static_cast<unsigned>(time.seconds().count()));
  put(text, 20, 3, static_cast<unsigned>(time.subseconds().count()));
  return text;
}

}  // namespace sluice
