#pragma once
/// What a merchant is told of an event: the order as this event has left it, out of the log.

#include <string>
#include <variant>

#include "actors/ports/webhook_port.hpp"
#include "store/event_log.hpp"

namespace sluice {

/// The same for ever. Otherwise why it cannot be told.
[[nodiscard]] std::variant<webhook_message, std::string> told_of(
    const store::event_log& log, const webhook::endpoint_id& to, webhook::position event);

}  // namespace sluice
