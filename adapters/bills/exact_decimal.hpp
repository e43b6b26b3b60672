#pragma once
/// Decimals as bills write them: "26.50", "-0.02", "0.02000", "45.0". Digits are moved, never
/// computed with floating point.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/bills/bill.hpp"

namespace sluice::bills {

/// In parts_of_a_unit. Nothing for another sign than '-', a blank, an exponent, an empty side of
/// the point, more than five decimals, or more than max_amount_minor hundredths.
[[nodiscard]] std::optional<std::int64_t> parts_from_decimal(std::string_view text) noexcept;

/// Nothing: it is finer than the currency's minor unit.
[[nodiscard]] std::optional<money> money_from_parts(std::int64_t parts, currency unit) noexcept;

/// "26.50", "-0.02", "0.01500": at least two decimals, and all five where they say something.
[[nodiscard]] std::string text_of_parts(std::int64_t parts);

/// Adds up. Nothing when it grows beyond what can be counted, and from then on.
class running_sum {
 public:
  void add(std::int64_t parts) noexcept;
  [[nodiscard]] std::optional<std::int64_t> value() const noexcept { return sum_; }

 private:
  std::optional<std::int64_t> sum_ = 0;
};

}  // namespace sluice::bills
