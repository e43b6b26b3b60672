#include "domain/merchant/quota.hpp"

#include <algorithm>

namespace sluice::merchant {

std::optional<rejection> amount_fault(const limit_values& limits, business_type type,
                                      const money& amount) {
  const auto most = limit_in(limits, {type, limited_by::amount_per_order});
  if (most == 0 || amount.minor_units <= most) return std::nullopt;
  return rejection{
      rejection_code::amount_above_limit, "amount_minor",
      "amount_minor must be at most " + std::to_string(most) + " for orders of this merchant by " +
          std::string(name_of(type)) + "; it is " + std::to_string(amount.minor_units)};
}

std::optional<rejection> quota::take(const limit_values& limits, business_type type,
                                     const money& amount, instant now) {
  if (limits.empty()) return std::nullopt;
  if (auto no = amount_fault(limits, type, amount)) return no;
  const auto most = limit_in(limits, {type, limited_by::commands_per_second});
  if (most == 0) return std::nullopt;
  auto& commands = commands_[type];
  if (const auto at = commands.fewer_than(static_cast<std::uint32_t>(most), now))
    return rejection{rejection_code::limit_exceeded, "merchant",
                     "this merchant may send " + std::to_string(most) + " orders a second by " +
                         std::string(name_of(type)) + "; send it again in " +
                         std::to_string((*at - now).count()) + " ms"};
  commands.add(now);
  return std::nullopt;
}

rejection too_many_open(business_type type, std::int64_t most) {
  return {rejection_code::limit_exceeded, "merchant",
          "this merchant may have " + std::to_string(most) + " open orders by " +
              std::string(name_of(type)) + "; send it again when one of them has ended"};
}

}  // namespace sluice::merchant
