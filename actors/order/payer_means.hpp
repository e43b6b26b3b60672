#pragma once
/// What an order pays with and never writes down. It lives in memory with the order's actor; a
/// restart has lost it, and no other channel can be asked with it then.

#include <memory>

#include "base/secret.hpp"
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

}  // namespace sluice
