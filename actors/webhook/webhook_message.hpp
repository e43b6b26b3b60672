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
};

[[nodiscard]] inline rejection no_such_endpoint() {
  return {rejection_code::webhook_unknown, "endpoint",
          "this merchant has no webhook endpoint of that name; webhook.list has those that it has"};
}

}  // namespace sluice

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(sluice::webhooks_wanted)
