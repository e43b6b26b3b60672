#pragma once
/// What is kept of a merchant's money for one refund, and of which of its accounts. Decided by the
/// merchant's balance (domain/balance), taken along by the order's refund, posted by the books.

#include <cstdint>

#include "base/beijing_day.hpp"

namespace sluice {

/// Amounts in minor units, none below zero. The last two together are what is kept.
struct refund_hold {
  std::int64_t settled = 0;   ///< of the refund, as its channel will settle it
  std::int64_t fee_back = 0;  ///< of the merchant's fee, where that was kept back from its money
  beijing::day_number lot = 0;  ///< the day on which the order was paid
  std::int64_t from_lot = 0;    ///< of what is not due yet
  std::int64_t from_available = 0;

  [[nodiscard]] constexpr std::int64_t kept() const noexcept { return from_lot + from_available; }
  friend bool operator==(const refund_hold&, const refund_hold&) = default;
};

}  // namespace sluice
