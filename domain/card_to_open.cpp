#include "domain/card_to_open.hpp"

#include <algorithm>
#include <array>
#include <chrono>

namespace sluice {
namespace {

bool is_digits(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string digits_in(std::string_view text) {
  return "has " + std::to_string(text.size()) + (text.size() == 1 ? " digit" : " digits");
}

std::optional<std::string> fault_in_digits(std::string_view text, std::size_t many) {
  if (!is_digits(text)) return "has a character that is no digit";
  if (text.size() != many) return digits_in(text);
  return std::nullopt;
}

/// "19491231"
bool is_birthday(std::string_view digits) noexcept {
  const auto number = [&](std::size_t from, std::size_t many) {
    unsigned out = 0;
    for (const char c : digits.substr(from, many)) out = out * 10 + static_cast<unsigned>(c - '0');
    return out;
  };
  using namespace std::chrono;
  const year_month_day day{
      year{static_cast<int>(number(0, 4))}, month{number(4, 2)}, std::chrono::day{number(6, 2)}};
  return day.ok() && day.year() >= year{1900} && day.year() < year{2100};
}

char check_character(std::string_view seventeen) noexcept {
  constexpr std::array<int, 17> weights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  constexpr std::string_view characters = "10X98765432";
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * (seventeen[i] - '0');
  return characters[static_cast<std::size_t>(sum % 11)];
}

}  // namespace

std::optional<std::string> fault_in_phone(std::string_view text) {
  if (auto fault = fault_in_digits(text, 11)) return fault;
  if (text.front() != '1') return "does not begin with 1";
  return std::nullopt;
}

std::optional<std::string> fault_in_identity_number(std::string_view text) {
  constexpr std::size_t length = 18;
  if (text.size() != length)
    return "has " + std::to_string(text.size()) + (text.size() == 1 ? " character" : " characters");
  const auto digits = text.substr(0, length - 1);
  if (!is_digits(digits)) return "has a character that is no digit before its last one";
  if (text.back() == 'x') return "ends in a small x: write X";
  if (!is_birthday(digits.substr(6, 8))) return "has no day of birth where it should";
  if (text.back() != check_character(digits))
    return "has another check character: something in it is mistyped";
  return std::nullopt;
}

std::optional<std::string> fault_in_card_end(std::string_view text) {
  if (auto fault = fault_in_digits(text, 4)) return fault;
  const auto month = (text[0] - '0') * 10 + (text[1] - '0');
  if (month < 1 || month > 12) return "begins with no month";
  return std::nullopt;
}

std::optional<std::string> fault_in_security_code(std::string_view text) {
  return fault_in_digits(text, 3);
}

}  // namespace sluice
