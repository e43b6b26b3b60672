#pragma once
/// What an event of the log is to the rules of alarms, where it must not be lost. Pure.

#include <optional>

#include "domain/alarm/fact.hpp"
#include "domain/approval/event.hpp"
#include "domain/channel/wallet_watch.hpp"
#include "domain/order/event.hpp"

namespace sluice::alarm {

/// For orders of this kind somebody stands at a till until they have a result. A payout may take
/// its time, and where a person has to act elsewhere nobody knows how long he takes.
[[nodiscard]] bool somebody_waits(business_type type) noexcept;

[[nodiscard]] std::optional<fact> fact_of(const order_id& order, const order::event& event,
                                          std::int64_t large_amount_minor);
[[nodiscard]] std::optional<fact> fact_of(const approval::event& event);
[[nodiscard]] fact fact_of(const channel::wallet_turn& turn);

}  // namespace sluice::alarm
