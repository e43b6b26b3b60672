#pragma once
/// Money that is only held, captured or let go: what that changes in an order. A part of evolve,
/// private to it.

#include "domain/order/state.hpp"

namespace sluice::order {

/// Once, and no more than is held.
[[nodiscard]] bool may_follow_in(const state& o, const capture_requested& e) noexcept;
/// Nothing is held any more: it was let go, or its time at the channel is over.
[[nodiscard]] bool is_let_go(const state& o, const order_revoked& e) noexcept;

/// The attempt has the money: to keep, or to hold until a capture. What a capture takes, nothing
/// else holds any more, for its channel lets the rest go.
void succeed(state& o, attempt& a, money amount, instant at);
void apply_to(state& o, const capture_requested& e, instant at);

}  // namespace sluice::order
