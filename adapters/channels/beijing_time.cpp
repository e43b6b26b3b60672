#include "adapters/channels/beijing_time.hpp"

#include <charconv>

#include "base/beijing_day.hpp"

namespace sluice {
namespace {

using namespace std::chrono;

using beijing::ahead_of_utc;
/// Where the digits stand in "yyyy-MM-dd HH:mm:ss".
constexpr std::string_view pattern = "0000-00-00 00:00:00";

std::string padded(unsigned number, std::size_t width) {
  auto text = std::to_string(number);
  return std::string(width - std::min(width, text.size()), '0') + text;
}

/// Nothing: not digits throughout.
std::optional<unsigned> number_in(std::string_view digits) noexcept {
  unsigned n = 0;
  const auto* const end = digits.data() + digits.size();
  const auto [stopped, error] = std::from_chars(digits.data(), end, n);
  if (error != std::errc{} || stopped != end) return std::nullopt;
  return n;
}

}  // namespace

std::string beijing_digits(instant at) {
  const auto there = at + ahead_of_utc;
  const auto day = floor<days>(there);
  const year_month_day date{day};
  const hh_mm_ss time{floor<seconds>(there - day)};
  const auto part = [](auto count) { return padded(static_cast<unsigned>(count), 2); };
  return padded(static_cast<unsigned>(static_cast<int>(date.year())), 4) +
         part(static_cast<unsigned>(date.month())) + part(static_cast<unsigned>(date.day())) +
         part(time.hours().count()) + part(time.minutes().count()) + part(time.seconds().count());
}

std::string beijing_time(instant at) {
  const auto digits = beijing_digits(at);
  std::string text;
  std::size_t next = 0;
  for (const char place : pattern) text += place == '0' ? digits[next++] : place;
  return text;
}

std::optional<instant> from_beijing_digits(std::string_view text) noexcept {
  if (text.size() != 14) return std::nullopt;
  const auto y = number_in(text.substr(0, 4));
  const auto mo = number_in(text.substr(4, 2)), d = number_in(text.substr(6, 2));
  const auto h = number_in(text.substr(8, 2)), mi = number_in(text.substr(10, 2));
  const auto s = number_in(text.substr(12, 2));
  if (!y || !mo || !d || !h || !mi || !s) return std::nullopt;
  const year_month_day date{year{static_cast<int>(*y)}, month{*mo}, day{*d}};
  if (!date.ok() || *h > 23 || *mi > 59 || *s > 59) return std::nullopt;
  return instant{sys_days{date}} + hours{*h} + minutes{*mi} + seconds{*s} - ahead_of_utc;
}

std::optional<instant> from_beijing_time(std::string_view text) noexcept {
  if (text.size() != pattern.size()) return std::nullopt;
  std::string digits;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (pattern[i] == '0')
      digits += text[i];
    else if (text[i] != pattern[i])
      return std::nullopt;
  }
  return from_beijing_digits(digits);
}

}  // namespace sluice
