#pragma once
/// JSON from outside, read so that it can mean one thing only.

#include <nlohmann/json.hpp>
#include <string_view>

#include "adapters/channels/reading.hpp"

namespace sluice {

/// One whole JSON text (RFC 8259) in UTF-8 without bytes after it, nested no deeper than
/// deepest_json. A member that comes twice in one object must have the same value both times.
[[nodiscard]] reading<nlohmann::json> read_json(std::string_view body);

/// Far more than any channel needs. Comparing values is recursive, so there has to be a limit.
inline constexpr std::size_t deepest_json = 64;

}  // namespace sluice
