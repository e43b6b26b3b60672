#pragma once
/// How much of one kind of business a merchant may ask for at this moment: what its limits, its
/// promotion and its level make together. Pure; the merchant's actor asks for every new order.

#include <optional>

#include "domain/merchant/state.hpp"
#include "domain/rejection.hpp"

namespace sluice::merchant {

struct ceilings {
  std::int64_t amount_per_order = 0;  ///< minor units; 0: any, as with the others
  std::int64_t commands_per_second = 0;
  std::int64_t orders_in_flight = 0;
  std::int64_t amount_per_day = 0, amount_per_month = 0;  ///< minor units of each currency
  bool is_throttled = false;  ///< so that commands_per_second is its level's
  bool is_held = false;  ///< what is accepted is started later
  const level_wish* refuses = nullptr;  ///< no new orders at all; lives as long as the state
};

[[nodiscard]] ceilings ceilings_of(const state& s, business_type type, instant machine_time);

/// Precondition: it refuses.
[[nodiscard]] rejection why_refused(const level_wish& by, business_type type);

/// Of an order that was held: its merchant's level lets it start. How many a second a throttled
/// one starts, its quota says.
[[nodiscard]] bool may_start(const ceilings& c) noexcept;

}  // namespace sluice::merchant
