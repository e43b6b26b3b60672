#include "base/time_text.hpp"

namespace sluice {
namespace {

/// Writes `number` into the `count` characters from `at` on: every answer has two times, and printf
/// takes longer than all the rest of them.
void put(std::string& text, std::size_t at, std::size_t count, unsigned number) {
  for (auto i = at + count; i-- > at; number /= 10) text[i] = static_cast<char>('0' + number % 10);
}

/// Takes decimal digits and fixed characters off the front of a text. Once something did not fit,
/// nothing fits any more.
class scanner {
 public:
  explicit scanner(std::string_view text) noexcept : rest_(text) {}

  [[nodiscard]] bool failed() const noexcept { return failed_; }
  [[nodiscard]] bool at_end() const noexcept { return !failed_ && rest_.empty(); }
  [[nodiscard]] char next() const noexcept { return rest_.empty() ? '\0' : rest_.front(); }
  [[nodiscard]] bool next_is_digit() const noexcept { return next() >= '0' && next() <= '9'; }

  /// One of these characters.
  char take(std::string_view allowed) noexcept {
    const char c = next();
    if (c == '\0' || allowed.find(c) == std::string_view::npos) {
      failed_ = true;
      return '\0';
    }
    rest_.remove_prefix(1);
    return c;
  }
  int number(int digits) noexcept {
    int value = 0;
    for (; digits > 0 && !failed_; --digits) value = value * 10 + (take("0123456789") - '0');
    return value;
  }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

millis fraction_of_second(scanner& in) noexcept {
  if (in.next() != '.') return millis{0};
  in.take(".");
  int value = 0;
  int digits = 0;
  for (; in.next_is_digit() || digits == 0; ++digits) {
    const auto digit = in.number(1);
    if (in.failed()) return millis{0};
    if (digits < 3) value = value * 10 + digit;
  }
  for (; digits < 3; ++digits) value *= 10;
  return millis{value};
}

std::chrono::minutes offset_from_utc(scanner& in) noexcept {
  const auto sign = in.take("Zz+-");
  if (sign != '+' && sign != '-') return std::chrono::minutes{0};
  const auto hours = in.number(2);
  in.take(":");
  const auto minutes = in.number(2);
  if (hours > 23 || minutes > 59) in.take({});  // fails: no such offset
  const std::chrono::minutes all{hours * 60 + minutes};
  return sign == '-' ? -all : all;
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

std::optional<instant> instant_from_rfc3339(std::string_view text) noexcept {
  scanner in{text};
  const auto year = in.number(4);
  in.take("-");
  const auto month = in.number(2);
  in.take("-");
  const auto day = in.number(2);
  in.take("Tt");
  const auto hour = in.number(2);
  in.take(":");
  const auto minute = in.number(2);
  in.take(":");
  const auto second = in.number(2);
  const auto fraction = fraction_of_second(in);
  const auto offset = offset_from_utc(in);
  const std::chrono::year_month_day date{
      std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
      std::chrono::day{static_cast<unsigned>(day)}};
  if (!in.at_end() || !date.ok() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  return std::chrono::sys_days{date} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
         std::chrono::seconds{second} + fraction - offset;
}

}  // namespace sluice
