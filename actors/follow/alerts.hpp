#pragma once
/// Which events people must hear of at once.

#include <optional>

#include "actors/ports/observer.hpp"
#include "domain/order/event.hpp"

namespace sluice {

[[nodiscard]] std::optional<note> alert_for(const order_id& order, const order::event& event);

}  // namespace sluice
