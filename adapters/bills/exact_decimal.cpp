#include "adapters/bills/exact_decimal.hpp"

#include <algorithm>
#include <utility>

#include "base/invariant.hpp"

namespace sluice::bills {
namespace {

constexpr std::size_t decimals_of_parts = 5;
constexpr std::int64_t most_parts = max_amount_minor * 1000;

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

std::int64_t parts_of_minor(currency unit) {
  const auto* const at = std::ranges::find(currencies, unit, &currency_info::code);
  SLUICE_INVARIANT(at != currencies.end());
  std::int64_t parts = parts_of_a_unit;
  for (int i = 0; i < at->decimals; ++i) parts /= 10;
  return parts;
}

}  // namespace

std::optional<std::int64_t> parts_from_decimal(std::string_view text) noexcept {
  const bool is_negative = text.starts_with('-');
  if (is_negative) text.remove_prefix(1);
  if (text.empty() || !is_digit(text.front()) || !is_digit(text.back())) return std::nullopt;
  std::int64_t sum = 0;
  bool has_point = false;
  std::size_t decimals = 0;
  for (const char c : text) {
    if (c == '.') {
      if (std::exchange(has_point, true)) return std::nullopt;
      continue;
    }
    if (!is_digit(c)) return std::nullopt;
    if (has_point && ++decimals > decimals_of_parts) return std::nullopt;
    sum = sum * 10 + (c - '0');
    if (sum > most_parts) return std::nullopt;
  }
  for (; decimals < decimals_of_parts; ++decimals)
    if ((sum *= 10) > most_parts) return std::nullopt;
  return is_negative ? -sum : sum;
}

std::optional<money> money_from_parts(std::int64_t parts, currency unit) noexcept {
  const auto one = parts_of_minor(unit);
  if (parts % one != 0) return std::nullopt;
  return money{parts / one, unit};
}

std::string text_of_parts(std::int64_t parts) {
  auto digits = std::to_string(parts);
  const bool is_negative = digits.starts_with('-');
  if (is_negative) digits.erase(0, 1);
  if (digits.size() <= decimals_of_parts)
    digits.insert(0, decimals_of_parts + 1 - digits.size(), '0');
  digits.insert(digits.size() - decimals_of_parts, 1, '.');
  if (digits.ends_with("000")) digits.resize(digits.size() - 3);
  return is_negative ? "-" + digits : digits;
}

void running_sum::add(std::int64_t parts) noexcept {
  std::int64_t more = 0;
  if (!sum_ || __builtin_add_overflow(*sum_, parts, &more))
    sum_.reset();
  else
    sum_ = more;
}

}  // namespace sluice::bills
