#pragma once
/// The answers that every order brings, as JSON: written straight from the view, because by way of
/// the Protobuf message and its descriptor the same text costs several times as much. A test holds
/// the two together.

#include <string>

#include "actors/desk/request.hpp"

namespace sluice::api {

[[nodiscard]] std::string to_json(const order_view& from);
[[nodiscard]] std::string to_json(const refund_view& from);

/// RFC 3339. The zero instant means "not yet": nothing.
[[nodiscard]] std::string time_or_nothing(instant when);

}  // namespace sluice::api
