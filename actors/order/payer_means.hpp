#pragma once
/// What an order pays with and never writes down. It lives in memory with the order's actor; a
/// restart has lost it, and no other channel can be asked with it then.

#include <memory>

#include "base/secret.hpp"
#include "domain/order/state.hpp"
#include "domain/order/waiting.hpp"
#include "domain/payer_details.hpp"
#include "domain/policy.hpp"

namespace sluice {

struct payer_means {
  secret payment_code{};
  std::shared_ptr<const payer_details> details{};  ///< null: nothing was said

  [[nodiscard]] bool suffice_for(business_type type) const noexcept {
    const auto& policy = policy_of(type);
    if (policy.needs_payment_code) return !payment_code.empty();
    return !policy.asks_payer || details != nullptr;
  }
};

/// They live in memory only, and a payment or a code of the payer's will need them.
[[nodiscard]] inline bool still_needs_means(const order::state& o) {
  return waits_for_code(o) || (o.attempts.empty() && !is_final(o.now));
}

}  // namespace sluice
