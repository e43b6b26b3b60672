#pragma once
/// Money: whole minor units (fen, cent) of one currency. No floating point, no mixing, no overflow:
/// arithmetic that would break one of these gives no value.
/// Currency codes and decimal places: ISO 4217.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sluice {

/// ISO 4217 numeric codes. Stored in the log: never change or reuse a number.
enum class currency : std::uint16_t {
  jpy = 392,
  hkd = 344,
  cny = 156,
  gbp = 826,
  usd = 840,
  eur = 978,
};

struct currency_info {
  currency code;
  std::string_view name;  ///< "CNY"
  int decimals;  ///< digits after the point in people's notation
};

inline constexpr std::array<currency_info, 6> currencies{{
    {currency::cny, "CNY", 2},
    {currency::hkd, "HKD", 2},
    {currency::usd, "USD", 2},
    {currency::eur, "EUR", 2},
    {currency::gbp, "GBP", 2},
    {currency::jpy, "JPY", 0},
}};

[[nodiscard]] std::optional<currency> currency_from_name(std::string_view name) noexcept;
[[nodiscard]] std::optional<currency> currency_from_number(std::uint32_t iso4217) noexcept;
[[nodiscard]] std::string_view name_of(currency code) noexcept;

struct money {
  std::int64_t minor_units = 0;
  currency unit = currency::cny;
  friend bool operator==(const money&, const money&) = default;
};

/// The largest amount one order may have: 10 billion major units of a two-decimal currency. Far
/// above any payment, far below overflow of a sum of refunds, and exact in a JSON number.
inline constexpr std::int64_t max_amount_minor = 1'000'000'000'000;

/// Nothing on overflow or when the currencies differ.
[[nodiscard]] std::optional<money> add(money a, money b) noexcept;
[[nodiscard]] std::optional<money> subtract(money a, money b) noexcept;

/// "12.50 CNY", for people only.
[[nodiscard]] std::string to_string(money amount);

}  // namespace sluice
