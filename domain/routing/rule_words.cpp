#include "domain/routing/rule_words.hpp"

#include <algorithm>
#include <cstdlib>

namespace sluice::routing {
namespace {

constexpr int minutes_of_hour = 60;
constexpr int hours_of_day = 24;
constexpr std::size_t time_length = std::string_view("22:00").size();

std::optional<int> two_digits(std::string_view text) noexcept {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.size() != 2 || !std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
  return (text[0] - '0') * 10 + (text[1] - '0');
}

/// Minutes, out of "06:30".
std::optional<int> minutes_in(std::string_view text) noexcept {
  if (text.size() != time_length || text[2] != ':') return std::nullopt;
  const auto hours = two_digits(text.substr(0, 2));
  const auto minutes = two_digits(text.substr(3));
  if (!hours || !minutes || *hours >= hours_of_day || *minutes >= minutes_of_hour)
    return std::nullopt;
  return *hours * minutes_of_hour + *minutes;
}

std::string text_of_minutes(int minutes) {
  std::string out("00:00");
  const auto put = [&](std::size_t at, int n) {
    out[at] = static_cast<char>('0' + n / 10 % 10);
    out[at + 1] = static_cast<char>('0' + n % 10);
  };
  put(0, minutes / minutes_of_hour);
  put(3, minutes % minutes_of_hour);
  return out;
}

}  // namespace

std::optional<day_time> day_time_from_text(std::string_view text) noexcept {
  if (text.size() != 2 * time_length + 1 || text[time_length] != '-') return std::nullopt;
  const auto from = minutes_in(text.substr(0, time_length));
  const auto to = minutes_in(text.substr(time_length + 1));
  if (!from || !to) return std::nullopt;
  return day_time{static_cast<std::uint16_t>(*from), static_cast<std::uint16_t>(*to)};
}

std::string text_of(const day_time& hours) {
  return text_of_minutes(hours.from) + '-' + text_of_minutes(hours.to);
}

std::uint8_t weekday_from_name(std::string_view name) noexcept {
  for (std::size_t i = 0; i < weekdays.size(); ++i)
    if (weekdays[i] == name) return static_cast<std::uint8_t>(1U << i);
  return 0;
}

std::vector<std::string> names_of_weekdays(std::uint8_t bits) {
  std::vector<std::string> out;
  for (const auto name : weekdays)
    if ((bits & weekday_from_name(name)) != 0) out.emplace_back(name);
  return out;
}

std::optional<std::int16_t> utc_offset_from_text(std::string_view text) noexcept {
  if (text.empty() || (text.front() != '+' && text.front() != '-')) return std::nullopt;
  const auto minutes = minutes_in(text.substr(1));
  if (!minutes) return std::nullopt;
  return static_cast<std::int16_t>(text.front() == '-' ? -*minutes : *minutes);
}

std::string text_of_utc_offset(std::int16_t minutes) {
  return (minutes < 0 ? '-' : '+') + text_of_minutes(std::abs(minutes));
}

}  // namespace sluice::routing
