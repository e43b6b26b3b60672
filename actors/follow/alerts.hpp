#pragma once
/// Which events people must hear of at once.

#include <optional>

#include "actors/ports/observer.hpp"
#include "domain/approval/event.hpp"
#include "domain/approval/proposal_id.hpp"
#include "domain/channel/wallet_watch.hpp"
#include "domain/order/event.hpp"

namespace sluice {

[[nodiscard]] std::optional<note> alert_for(const order_id& order, const order::event& event);
[[nodiscard]] std::optional<note> alert_for(const proposal_id& proposal,
                                            const approval::event& event);
[[nodiscard]] note alert_for(const channel::wallet_turn& turn);

}  // namespace sluice
