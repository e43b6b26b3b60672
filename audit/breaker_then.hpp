#pragma once
/// What the log says of a channel's breaker at one moment: why a payment was held back, or let
/// through as a probe. Used by explained routes.

#include <optional>
#include <variant>

#include "domain/channel/path_event.hpp"
#include "domain/instrument.hpp"
#include "store/event_log.hpp"

namespace sluice {

struct breaker_word {
  instant since;
  channel::path_event said;
};

/// Of the paths that such a payment takes, the widest that was not simply closed before this record
/// was written: its latest turn or switch. All were closed: the latest of any of them. Nothing: no
/// breaker there had ever been turned or switched.
[[nodiscard]] std::variant<std::optional<breaker_word>, store::damage> breaker_then(
    const store::event_log& log, const channel_id& channel, const instrument& paid_with,
    store::sequence before);

}  // namespace sluice
