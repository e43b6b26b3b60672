#include "domain/policy.hpp"

#include <algorithm>

#include "base/enumerators.hpp"
#include "base/invariant.hpp"

namespace sluice {

static_assert(has_one_row_each(business_policies, &business_policy::type),
              "every business type has a row");
static_assert(has_each_once(business_policies, &business_policy::name),
              "no two business types share a name");

const business_policy& policy_of(business_type type) noexcept {
  for (const auto& row : business_policies)
    if (row.type == type) return row;
  broken_invariant("every business type has a row", __FILE__, __LINE__);
}

std::optional<business_type> business_type_from_name(std::string_view name) noexcept {
  for (const auto& row : business_policies)
    if (row.name == name) return row.type;
  return std::nullopt;
}

std::optional<business_type> business_type_from_number(std::uint32_t number) noexcept {
  for (const auto& row : business_policies)
    if (static_cast<std::uint32_t>(row.type) == number) return row.type;
  return std::nullopt;
}

std::string_view name_of(business_type type) noexcept { return policy_of(type).name; }

instant backoff::next(instant start, instant now) const noexcept {
  auto point = start + first;
  auto step = first;
  while (point <= now) {
    step = std::min(step * 2, most);
    if (step == most) return point + most * ((now - point) / most + 1);
    point += step;
  }
  return point;
}

millis longest_queue_deadline(const std::map<business_type, attempt_timing>& timing) {
  auto longest = millis::max();
  for (const auto& [type, t] : timing)
    if (const auto& policy = policy_of(type); policy.revocable || policy.closable)
      longest = std::min(longest, t.revoke_never_before - t.call_timeout);
  return longest;
}

}  // namespace sluice
