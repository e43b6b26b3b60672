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

struct agreement_wish {
  business_type type;  ///< of the payments that will be made by it
  const channel_id& channel;
  bool signed_while_paying = false;
  bool opens_card = false;
};
/// May it offer such an agreement? Nothing: it may.
[[nodiscard]] std::optional<rejection> refuse_agreement(
    const rights& rights, const std::vector<channel_reach>& channels, const agreement_wish& wish);

/// Can a payer sign an agreement at that channel while he pays so? Nothing: he can.
[[nodiscard]] std::optional<rejection> refuse_signing(
    const std::vector<channel_reach>& channels, business_type type, const channel_id& channel);

}  // namespace sluice::merchant
