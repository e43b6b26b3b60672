#pragma once
/// An order as callers see it.

#include "actors/desk/request.hpp"
#include "domain/order/state.hpp"

namespace sluice {

/// However many refunds have failed, an order can be told in one message. Left out are the oldest
/// of those that failed, then the oldest of the others.
inline constexpr std::size_t most_refunds_told = 100;

[[nodiscard]] order_view view_of(const order::state& o, store::sequence last);
[[nodiscard]] refund_view view_of(const order::state& o, const order::refund& r,
                                  store::sequence last);
/// "processing", "done", "failed", "needs_operator"
[[nodiscard]] bool has_ended(const order::refund& r) noexcept;

}  // namespace sluice
