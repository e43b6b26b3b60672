#pragma once
/// Time for people and exports: RFC 3339, UTC, milliseconds: "2026-01-02T03:04:05.678Z". It has
/// the years 0 to 9999; other times are written as milliseconds.

#include <string>

#include "base/instant.hpp"

namespace sluice {

[[nodiscard]] std::string rfc3339(instant at);

}  // namespace sluice
