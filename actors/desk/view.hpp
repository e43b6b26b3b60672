#pragma once
/// An order as callers see it.

#include "actors/desk/request.hpp"
#include "domain/order/state.hpp"

namespace sluice {

[[nodiscard]] order_view view_of(const order& o, store::sequence last);
[[nodiscard]] refund_view view_of(const order& o, const refund& r, store::sequence last);
/// "processing", "done", "failed", "needs_operator"
[[nodiscard]] bool has_ended(const refund& r) noexcept;

}  // namespace sluice
