#include "adapters/channels/decimal_amount.hpp"

#include <algorithm>

#include "base/invariant.hpp"

namespace sluice {
namespace {

std::size_t decimals_of(currency unit) {
  const auto it = std::find_if(
      currencies.begin(), currencies.end(), [&](const currency_info& c) { return c.code == unit; });
  SLUICE_INVARIANT(it != currencies.end());
  return static_cast<std::size_t>(it->decimals);
}

bool all_digits(std::string_view text) noexcept {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::string decimal_text(money amount) {
  SLUICE_INVARIANT(amount.minor_units >= 0);
  const auto decimals = decimals_of(amount.unit);
  auto digits = std::to_string(amount.minor_units);
  if (decimals == 0) return digits;
  if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
  digits.insert(digits.size() - decimals, 1, '.');
  return digits;
}

std::optional<money> money_from_minor(std::string_view text, currency unit) noexcept {
  if (!all_digits(text)) return std::nullopt;
  std::int64_t sum = 0;
  for (const char c : text) {
    sum = sum * 10 + (c - '0');
    if (sum > max_amount_minor) return std::nullopt;
  }
  return money{sum, unit};
}

std::optional<money> money_from_decimal(std::string_view text, currency unit) noexcept {
  const auto decimals = decimals_of(unit);
  const auto point = text.find('.');
  const auto whole = text.substr(0, point);
  const auto fraction =
      point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
  if (point != std::string_view::npos && !all_digits(fraction)) return std::nullopt;
  if (fraction.size() > decimals) return std::nullopt;
  const auto major = money_from_minor(whole, unit);
  if (!major) return std::nullopt;
  std::int64_t sum = major->minor_units;
  for (std::size_t i = 0; i < decimals; ++i) {
    sum = sum * 10 + (i < fraction.size() ? fraction[i] - '0' : 0);
    if (sum > max_amount_minor) return std::nullopt;
  }
  return money{sum, unit};
}

}  // namespace sluice
