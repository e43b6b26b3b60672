#pragma once
/// When a create has made no order, because it was a repeat or was refused, what its merchant took
/// for it is free again: an amount of its day, or a probe. When a refund has made none, so is what
/// its balance keeps for it. Told by whoever answers the command.

#include "actors/order/order_entity.hpp"

namespace sluice {

/// Of other messages there is nothing to tell.
void tell_no_order_made(const order_message& m, order_entity::host& home,
                        const order_needs& shared);

}  // namespace sluice
