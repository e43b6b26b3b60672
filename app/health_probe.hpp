#pragma once
/// Asks a program on this machine whether it is there, and how it is.

#include <optional>
#include <string>

#include "adapters/http/message.hpp"
#include "base/instant.hpp"

namespace sluice::app {

/// GET `path` at "127.0.0.1:18901". Nothing: no answer within `limit`.
[[nodiscard]] std::optional<http_response> ask_over_http(const std::string& address,
                                                         const std::string& path, millis limit);

/// What it says to /healthz with status 200 within `limit`; nothing: no such answer.
[[nodiscard]] std::optional<std::string> health_of(const std::string& address, millis limit);

}  // namespace sluice::app
