#include "domain/merchant/quota.hpp"

namespace sluice::merchant {
namespace {

rejection too_many_a_second(const ceilings& most, business_type type, millis wait) {
  return {most.is_throttled ? rejection_code::merchant_degraded : rejection_code::limit_exceeded,
          "merchant",
          "this merchant may send " + std::to_string(most.commands_per_second) +
              " orders a second by " + std::string(name_of(type)) +
              (most.is_throttled ? " for a while" : "") + "; send it again in " +
              std::to_string(wait.count()) + " ms"};
}

}  // namespace

std::optional<rejection> amount_fault(const ceilings& most, business_type type,
                                      const money& amount) {
  const auto limit = most.amount_per_order;
  if (limit == 0 || amount.minor_units <= limit) return std::nullopt;
  return rejection{
      rejection_code::amount_above_limit, "amount_minor",
      "amount_minor must be at most " + std::to_string(limit) + " for orders of this merchant by " +
          std::string(name_of(type)) + "; it is " + std::to_string(amount.minor_units)};
}

std::optional<rejection> quota::take(const ceilings& most, business_type type, const money& amount,
                                     instant now) {
  if (auto no = amount_fault(most, type, amount)) return no;
  if (most.commands_per_second == 0) return std::nullopt;
  if (const auto at = pace(most.commands_per_second, type, now))
    return too_many_a_second(most, type, *at - now);
  return std::nullopt;
}

std::optional<instant> quota::pace(std::int64_t per_second, business_type type, instant now) {
  auto& commands = commands_[type];
  if (auto at = commands.fewer_than(static_cast<std::uint32_t>(per_second), now)) return at;
  commands.add(now);
  return std::nullopt;
}

rejection too_many_open(business_type type, std::int64_t most) {
  return {rejection_code::limit_exceeded, "merchant",
          "this merchant may have " + std::to_string(most) + " open orders by " +
              std::string(name_of(type)) + "; send it again when one of them has ended"};
}

}  // namespace sluice::merchant
