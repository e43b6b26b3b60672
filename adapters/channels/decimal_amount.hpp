#pragma once
/// Amounts as Alipay and bills write them: "26.50". Digits are moved, never computed with floating
/// point: 145.05 × 100 is 14505.000000000002 there.

#include <optional>
#include <string>
#include <string_view>

#include "domain/money.hpp"

namespace sluice {

/// Always with the currency's decimals: 2650 CNY is "26.50", 2650 JPY "2650". Not negative.
[[nodiscard]] std::string decimal_text(money amount);

/// Nothing for a sign, an exponent, a blank, more decimals than the currency has, an empty side of
/// the point, or more than max_amount_minor.
[[nodiscard]] std::optional<money> money_from_decimal(std::string_view text,
                                                      currency unit) noexcept;

/// Whole minor units as WeChat writes them: "2650". Digits only, at most max_amount_minor.
[[nodiscard]] std::optional<money> money_from_minor(std::string_view text, currency unit) noexcept;

}  // namespace sluice
