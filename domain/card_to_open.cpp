#include "domain/card_to_open.hpp"

#include <algorithm>
#include <array>

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
