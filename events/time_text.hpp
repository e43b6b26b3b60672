#pragma once
/// Time for people and exports: RFC 3339, UTC, milliseconds: "2026-01-02T03:04:05.678Z".

#include <string>

#include "domain/instant.hpp"

namespace sluice {

[[nodiscard]] std::string rfc3339(instant at);

}  // namespace sluice
