#pragma once
/// May this merchant ask for this payment, or for this agreement? Pure; called by the merchant
/// actor for every new one, before it chooses a route (domain/routing/choose.hpp).

#include <optional>
#include <vector>

#include "domain/merchant/channel_reach.hpp"
#include "domain/merchant/life.hpp"
#include "domain/rejection.hpp"

namespace sluice::merchant {

/// Looks at a merchant's state, which outlives it: it is asked for with every order.
struct rights {
  merchant::life life;
  const std::vector<business_type>& business_types;
  const std::vector<channel_id>& channels;  ///< best first
};

/// Nothing: it may. `channel`: the one that it asks for by name.
[[nodiscard]] std::optional<rejection> refuse(
    const rights& rights, const std::vector<channel_reach>& channels, business_type type,
    const std::optional<channel_id>& channel);

/// May it offer an agreement for such payments at that channel? Nothing: it may.
[[nodiscard]] std::optional<rejection> refuse_agreement(
    const rights& rights, const std::vector<channel_reach>& channels, business_type type,
    const channel_id& channel);

}  // namespace sluice::merchant
