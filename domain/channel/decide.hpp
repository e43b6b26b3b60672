#pragma once
/// What a word about a channel's settings leads to. Pure; the channel actor asks.

#include <optional>
#include <variant>

#include "domain/channel/command.hpp"
#include "domain/channel/state.hpp"
#include "domain/rejection.hpp"

namespace sluice::channel {

/// What the rules need to know besides.
struct surroundings {
  channel_id channel;
  /// A call that waits longer could still leave when its order is taken back after a restart: see
  /// longest_queue_deadline (domain/policy.hpp).
  millis longest_queue_deadline{};
};

/// What the gate goes by. A person's word may be older than the times that the file has now.
[[nodiscard]] limits in_force(const state& s, const surroundings& around);

/// The event, nothing where everything is so already, or why not.
[[nodiscard]] std::variant<std::optional<event>, rejection> decide(const state& s, const command& c,
                                                                   const surroundings& around);

}  // namespace sluice::channel
