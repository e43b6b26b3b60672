#pragma once
/// A payment that asks for a route: all that filters, rules and draws look at.

#include <optional>

#include "domain/degradation/level.hpp"
#include "domain/ids.hpp"
#include "domain/instrument.hpp"
#include "domain/money.hpp"
#include "domain/policy.hpp"
#include "domain/wallet.hpp"

namespace sluice::routing {

struct wish {
  const order_id& order;
  business_type type = business_type::payment_code;
  money amount{};
  /// Whose code the payer shows. Nothing: of no wallet, or the type needs no code.
  std::optional<wallet> shown{};
  instrument paid_with{};
  std::optional<channel_id> channel{};  ///< the request wants this one and no other
  bool is_shadow = false;  ///< test traffic: no real channel may see it
  /// What the engine takes only, for a while: nothing is tried or learnt then. Null: everything.
  const degradation::level_wish* essential = nullptr;
};

}  // namespace sluice::routing
