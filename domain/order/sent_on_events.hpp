#pragma once
/// A refund that is stuck is sent on to a card: what that changes in an order. A part of evolve,
/// private to it.

#include "domain/order/state.hpp"

namespace sluice::order {

/// A person has it.
[[nodiscard]] bool may_follow_in(const state& o, const refund_sent_on& e) noexcept;
void apply_to(refund& r, const refund_sent_on& e, instant at);

}  // namespace sluice::order
