#pragma once
/// What of its limits a merchant has used in this second, and whether it may ask for one more
/// order. Kept by the merchant's actor; nothing of it is durable, because a second is short.

#include <map>
#include <optional>

#include "base/instant.hpp"
#include "domain/channel/sliding_second.hpp"
#include "domain/merchant/ceilings.hpp"
#include "domain/money.hpp"
#include "domain/rejection.hpp"

namespace sluice::merchant {

/// One order may not be worth so much.
[[nodiscard]] std::optional<rejection> amount_fault(const ceilings& most, business_type type,
                                                    const money& amount);

class quota {
 public:
  /// A create has come. Something: it is refused, unless its order is known already.
  [[nodiscard]] std::optional<rejection> take(const ceilings& most, business_type type,
                                              const money& amount, instant now);
  /// When a throttled merchant may send, or start, one more; nothing: it just has.
  [[nodiscard]] std::optional<instant> pace(std::int64_t per_second, business_type type,
                                            instant now);

 private:
  std::map<business_type, channel::sliding_second> commands_;  ///< only of those with a limit
};

/// So many orders are open already; `most` is the limit.
[[nodiscard]] rejection too_many_open(business_type type, std::int64_t most);

}  // namespace sluice::merchant
