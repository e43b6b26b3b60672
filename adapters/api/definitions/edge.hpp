#pragma once
/// What the edge answers itself: schema.get, help.

#include "adapters/api/definitions/definition.hpp"

namespace sluice::api {

inline constexpr auto get_schema_definition = asked_at(
    address<"schema", "get">,
    {.which = endpoint::get_schema,
     .request = "",
     .reply = "",
     .doc = "The .proto file as text; with Content-Type application/protobuf a FileDescriptorSet.",
     .example = ""});

inline constexpr auto help_definition = asked_at(
    address<"help", "">,
    {.which = endpoint::help, .request = "", .reply = "", .doc = "This list.", .example = ""});

}  // namespace sluice::api
