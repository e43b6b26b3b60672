#pragma once
/// The requests as JSON Schema (draft 2020-12), for callers who check before they ask: made from
/// the definitions, so that it takes and refuses what the decoder does. (A JSON Schema cannot say
/// that 1.0 is not written like an integer and that no field comes twice.)

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "adapters/api/endpoints.hpp"

namespace sluice::api {

/// "string", "integer", "boolean"
[[nodiscard]] std::string_view json_type(value_kind kind);

/// Of one request's body. Precondition: the endpoint asks the engine.
[[nodiscard]] nlohmann::ordered_json request_schema(const endpoint_info& of);

/// Of all of them, each under its subject.
[[nodiscard]] nlohmann::ordered_json request_schemas();

}  // namespace sluice::api
