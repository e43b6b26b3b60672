#pragma once
/// A request's body from one form into the other, for clients of our own such as the benchmark's.

#include <string>
#include <string_view>

#include "adapters/api/endpoints.hpp"

namespace sluice::api {

/// Precondition: the JSON is a valid body of this endpoint.
[[nodiscard]] std::string protobuf_of(endpoint which, std::string_view json);

}  // namespace sluice::api
