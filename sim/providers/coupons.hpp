#pragma once
/// Which payments at the simulated channels are paid partly with a coupon, so that the books see
/// some: a tenth of an amount whose whole yuan end in 7. Where they end in 07, 27, 47, …, the
/// merchant bears the coupon, and less is settled. No order's fate depends on it.

#include <cstdint>

#include "domain/money.hpp"

namespace sluice::sim {

/// How a payment was made up; minor units. paid + coupon = total.
struct made_up_of {
  std::int64_t paid = 0;     ///< by the payer
  std::int64_t coupon = 0;   ///< 0: none
  std::int64_t settled = 0;  ///< to be settled with the merchant
};

[[nodiscard]] constexpr made_up_of made_up(money total) noexcept {
  const auto minor = total.minor_units;
  const auto yuan = minor / 100;
  const auto coupon = yuan % 10 == 7 ? minor / 10 : 0;
  const bool merchant_bears_it = yuan % 20 == 7;
  return {.paid = minor - coupon,
          .coupon = coupon,
          .settled = merchant_bears_it ? minor - coupon : minor};
}

/// The part of a refund that goes back to the payer; the rest goes back to the coupon.
[[nodiscard]] constexpr made_up_of made_up(money refund, money of_total) noexcept {
  const auto whole = made_up(of_total);
  const auto coupon = whole.coupon == 0 ? 0 : refund.minor_units / 10;
  const auto paid = refund.minor_units - coupon;
  const bool all_settled = whole.settled == of_total.minor_units;
  return {.paid = paid, .coupon = coupon, .settled = all_settled ? refund.minor_units : paid};
}

}  // namespace sluice::sim
