#pragma once
/// What an order says by now under a number that a bill has, read from its stream in the log. Used
/// by the reconciler, on a thread that may block.

#include <optional>

#include "domain/ids.hpp"
#include "domain/reconciliation/sides.hpp"
#include "store/event_log.hpp"

namespace sluice {

struct order_word {
  std::optional<reconciliation::claim> says{};  ///< nothing: nothing of this number, or unreadable
  store::sequence sequence = 0;  ///< of the order's last event
};
/// At this channel, in this direction. Fees are not looked at.
[[nodiscard]] order_word word_of_order(const store::event_log& log, const order_id& order,
                                       const channel_id& at, const reconciliation::number& of,
                                       bool is_back);

/// Whose number it is; nothing: no order's.
[[nodiscard]] std::optional<order_id> order_with(const store::event_log& log,
                                                 const reconciliation::number& number);

}  // namespace sluice
