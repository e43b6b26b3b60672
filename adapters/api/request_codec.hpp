#pragma once
/// Bytes -> request: form and values are checked here, meaning is checked by the engine. Called on
/// the thread that received the message; any number of threads.

#include <string_view>
#include <variant>

#include "actors/desk/request.hpp"
#include "adapters/api/body_form.hpp"
#include "adapters/api/endpoints.hpp"

namespace sluice::api {

/// Header values as they came; empty: absent.
struct request_headers {
  std::string_view message_id;    ///< Nats-Msg-Id, becomes the command id
  std::string_view traceparent;   ///< dropped when it cannot be one, as W3C asks
  std::string_view merchant_key;  ///< Pay-Merchant-Key; the body's key field takes precedence
};

/// As it came; empty when it cannot be one: whatever is sent back must be known to fit.
[[nodiscard]] std::string_view usable_traceparent(std::string_view header) noexcept;

/// The request, without its reply address; or the first fault in the order of rejection_code.
/// Precondition: info_of(which).asks_engine.
[[nodiscard]] std::variant<request, rejection> decode(
    endpoint which, body_format form, std::string_view body, const request_headers& headers);

}  // namespace sluice::api
