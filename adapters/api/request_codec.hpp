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
  std::string_view traceparent;   ///< dropped when W3C calls it invalid
  std::string_view merchant_key;  ///< Pay-Merchant-Key; refused, as the field key is
};

/// The request, without its reply address and without its caller; or the first fault in the order
/// of rejection_code. Precondition: info_of(which).asks_engine.
[[nodiscard]] std::variant<request, rejection> decode(
    endpoint which, body_format form, std::string_view body, const request_headers& headers);

}  // namespace sluice::api
