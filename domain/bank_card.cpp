#include "domain/bank_card.hpp"

#include <algorithm>
#include <iterator>

namespace sluice {
namespace {

constexpr std::size_t shortest_card = 13;
constexpr std::size_t longest_card = 19;
constexpr std::size_t longest_bank = 32;

bool is_card_digit(char c) noexcept { return c >= '0' && c <= '9'; }

bool is_control(char c) noexcept {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20U || byte == 0x7fU;
}

/// Luhn's: every second digit from the right is doubled, and its own digits added up.
bool has_check_digit(std::string_view digits) noexcept {
  int sum = 0;
  bool is_doubled = false;
  for (auto d = digits.rbegin(); d != digits.rend(); ++d, is_doubled = !is_doubled) {
    const int value = (*d - '0') * (is_doubled ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 == 0;
}

}  // namespace

std::string shown(const bank_card& card) {
  constexpr std::size_t last = 4;
  const auto& digits = card.number.reveal();
  const auto hidden = digits.size() < 2 * last ? digits.size() : digits.size() - last;
  const auto number = std::string(hidden, '*') + digits.substr(hidden);
  return card.bank.empty() ? number : card.bank + ' ' + number;
}

bool names_card(std::string_view text, const bank_card& card) {
  std::string digits;
  std::copy_if(text.begin(), text.end(), std::back_inserter(digits), is_card_digit);
  const auto& holder = card.holder_name.reveal();
  return digits.find(card.number.reveal()) != std::string::npos ||
         (!holder.empty() && text.find(holder) != std::string_view::npos);
}

std::optional<std::string> fault_in_card_number(std::string_view text) {
  if (!std::all_of(text.begin(), text.end(), is_card_digit))
    return "has a character that is no digit";
  if (text.size() < shortest_card || text.size() > longest_card)
    return "has " + std::to_string(text.size()) + (text.size() == 1 ? " digit" : " digits");
  if (!has_check_digit(text)) return "has another check digit: one of its digits is mistyped";
  return std::nullopt;
}

std::optional<std::string> fault_in_holder_name(std::string_view text) {
  if (std::any_of(text.begin(), text.end(), is_control)) return "has a control character";
  if (std::all_of(text.begin(), text.end(), [](char c) { return c == ' '; })) return "is blank";
  if (text.size() > longest_holder_name) return "has " + std::to_string(text.size()) + " bytes";
  if (std::any_of(text.begin(), text.end(), is_card_digit)) return "has a digit";
  return std::nullopt;
}

bool is_bank_name(std::string_view text) noexcept {
  return !text.empty() && text.size() <= longest_bank &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'A' && c <= 'Z') || is_card_digit(c) || c == '_'; });
}

}  // namespace sluice
