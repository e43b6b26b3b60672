#include "domain/reconciliation/sides.hpp"

#include "base/invariant.hpp"

namespace sluice::reconciliation {

std::string_view name_of(movement m) noexcept {
  switch (m) {
    case movement::payment: return "payment";
    case movement::refund: return "refund";
    case movement::reversal: return "reversal";
  }
  broken_invariant("every movement has a name", __FILE__, __LINE__);
}

std::string_view name_of(claim_state s) noexcept {
  switch (s) {
    case claim_state::done: return "done";
    case claim_state::returned: return "returned";
    case claim_state::in_doubt: return "in_doubt";
    case claim_state::failed: return "failed";
    case claim_state::revoked: return "revoked";
  }
  broken_invariant("every state of a claim has a name", __FILE__, __LINE__);
}

}  // namespace sluice::reconciliation
