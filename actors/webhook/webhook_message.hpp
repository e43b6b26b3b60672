#pragma once
/// What is said to the courier.

#include <caf/all.hpp>
#include <variant>

#include "actors/engine/messages.hpp"

namespace sluice {

/// Front desk -> courier.
struct webhooks_wanted {
  token who = 0;
  std::variant<list_webhooks, enable_webhook> ask;
  cause why{};
};

}  // namespace sluice

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(sluice::webhooks_wanted)
