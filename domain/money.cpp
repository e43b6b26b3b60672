#include "domain/money.hpp"

#include "base/enumerators.hpp"
#include "base/invariant.hpp"

namespace sluice {

static_assert(has_one_row_each(currencies, &currency_info::code), "every currency has a row");
static_assert(has_each_once(currencies, &currency_info::name), "no two currencies share a name");

std::optional<currency> currency_from_name(std::string_view name) noexcept {
  for (const auto& row : currencies)
    if (row.name == name) return row.code;
  return std::nullopt;
}

std::optional<currency> currency_from_number(std::uint32_t iso4217) noexcept {
  for (const auto& row : currencies)
    if (static_cast<std::uint32_t>(row.code) == iso4217) return row.code;
  return std::nullopt;
}

static const currency_info& info_of(currency code) noexcept {
  for (const auto& row : currencies)
    if (row.code == code) return row;
  broken_invariant("every currency has a row", __FILE__, __LINE__);
}

std::string_view name_of(currency code) noexcept { return info_of(code).name; }

std::optional<money> add(money a, money b) noexcept {
  std::int64_t sum = 0;
  if (a.unit != b.unit || __builtin_add_overflow(a.minor_units, b.minor_units, &sum))
    return std::nullopt;
  return money{sum, a.unit};
}

std::optional<money> subtract(money a, money b) noexcept {
  std::int64_t difference = 0;
  if (a.unit != b.unit || __builtin_sub_overflow(a.minor_units, b.minor_units, &difference))
    return std::nullopt;
  return money{difference, a.unit};
}

std::string to_string(money amount) {
  const auto& row = info_of(amount.unit);
  auto digits = std::to_string(amount.minor_units);
  const bool negative = digits.front() == '-';
  if (negative) digits.erase(0, 1);
  const auto decimals = static_cast<std::size_t>(row.decimals);
  if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
  if (decimals > 0) digits.insert(digits.size() - decimals, ".");
  return (negative ? "-" : "") + digits + ' ' + std::string(row.name);
}

}  // namespace sluice
