#pragma once
/// Asks a program on this machine whether it is there: GET /healthz.

#include <string>

#include "base/instant.hpp"

namespace sluice::app {

/// `address`: "127.0.0.1:18901". True on status 200 within `limit`.
[[nodiscard]] bool is_healthy(const std::string& address, millis limit);

/// Asks again and again until it is there, or `limit` has passed.
[[nodiscard]] bool becomes_healthy(const std::string& address, millis limit);

}  // namespace sluice::app
