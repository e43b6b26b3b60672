#pragma once
/// Asks a program on this machine whether it is there: GET /healthz.

#include <optional>
#include <string>

#include "base/instant.hpp"

namespace sluice::app {

/// `address`: "127.0.0.1:18901". What it says with status 200 within `limit`; nothing: no such
/// answer.
[[nodiscard]] std::optional<std::string> health_of(const std::string& address, millis limit);

}  // namespace sluice::app
