#pragma once
/// Of a merchant's limits for a day and a month, how much is taken as used: by blocks, each durable
/// before an order draws on it. So an order costs no event, and a restart needs no walk over the
/// log: it counts from the end of the last block.

#include <compare>
#include <cstdint>
#include <map>

#include "domain/merchant/period.hpp"
#include "domain/money.hpp"
#include "domain/policy.hpp"

namespace sluice::merchant {

/// Which orders are summed together. Currencies are never mixed: each has the whole limit.
struct amount_name {
  business_type type;
  currency unit;
  period of;
  friend auto operator<=>(const amount_name&, const amount_name&) = default;
};

struct reserved_amount {
  std::int64_t number = 0;  ///< of the day or month
  std::int64_t up_to = 0;  ///< minor units
  friend bool operator==(const reserved_amount&, const reserved_amount&) = default;
};
using reserved_amounts = std::map<amount_name, reserved_amount>;

/// So much of it is durable.
[[nodiscard]] inline bool covers(const reserved_amounts& all, const amount_name& name,
                                 const reserved_amount& wanted) {
  const auto known = all.find(name);
  return known != all.end() && known->second.number == wanted.number &&
         known->second.up_to >= wanted.up_to;
}

}  // namespace sluice::merchant
