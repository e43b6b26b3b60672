#pragma once
/// For the readable story: what an actor is about to be told.

#include <caf/all.hpp>
#include <string_view>

namespace sluice::sim {

/// The type of the oldest message in its mailbox: "order_message".
[[nodiscard]] std::string_view next_message_of(caf::scheduled_actor& actor);

}  // namespace sluice::sim
