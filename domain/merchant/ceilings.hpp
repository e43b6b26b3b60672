#pragma once
/// How much of one kind of business a merchant may ask for at this moment: what its limits, its
/// promotion and its level make together. Pure; the merchant's actor asks for every new order.

#include <optional>

#include "domain/merchant/level_rule.hpp"
#include "domain/merchant/state.hpp"
#include "domain/rejection.hpp"
#include "domain/until.hpp"

namespace sluice::merchant {

/// What holds of them at this moment; null: nothing does. Outlived by `all`.
template <class Wish>
[[nodiscard]] const measure<Wish>* in_force(const measures<Wish>& all, business_type type,
                                            instant machine_time) {
  const auto known = all.find(type);
  const bool holds = known != all.end() && !is_over(known->second.what.until, machine_time);
  return holds ? &known->second : nullptr;
}
/// Of what a person and a rule want, the harder; as hard, the person's. Outlived by `s`.
[[nodiscard]] const measure<level_wish>* level_in_force(const state& s, business_type type,
                                                        instant machine_time);

struct ceilings {
  std::int64_t amount_per_order = 0;  ///< minor units; 0: any, as with the others
  std::int64_t commands_per_second = 0;
  std::int64_t orders_in_flight = 0;
  std::int64_t amount_per_day = 0, amount_per_month = 0;  ///< minor units of each currency
  std::int64_t own_per_second = 0;  ///< as commands_per_second, were there no level
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
/// A rule holds them because all their paths are open, and nobody else wants them held: they begin
/// on the first path that lets one in, be it to see whether it is well again. If they waited for
/// the level to end, and it for the paths to close, nobody would ever find that out.
[[nodiscard]] bool waits_for_paths(const state& s, business_type type, const level_rules& rules,
                                   instant machine_time);

}  // namespace sluice::merchant
