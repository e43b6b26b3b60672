#pragma once
/// Asks a channel for the bill of a day and waits for it. One channel, one day, then it is done:
/// `sluice bills fetch` calls it. Nothing is written.

#include "adapters/channels/bill_exchange.hpp"
#include "adapters/config/configuration.hpp"

namespace sluice::app {

/// Precondition: the dialect's row gives this kind. Follows a link at once, because it is not good
/// for long; so what comes back is never a link.
[[nodiscard]] heard_bill fetch_bill(const channel_access& from, bill_day day, bill_kind kind);

}  // namespace sluice::app
