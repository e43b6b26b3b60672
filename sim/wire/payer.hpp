#pragma once
/// The payer of a world with bytes: what dialects want to know of him, which worlds without bytes
/// have no need of, and how he opens what he is given.

#include <optional>
#include <string_view>

#include "actors/ports/channel_port.hpp"
#include "adapters/http/message.hpp"

namespace sluice::sim {

/// The call as a dialect wants it: with plausible details where the world has none. What the engine
/// itself has said stays as it is.
[[nodiscard]] channel_call with_payer(channel_call call, std::string_view dialect);

/// What his browser, or the wallet's app (Alipay's), sends. Nothing: he only scans something.
[[nodiscard]] std::optional<http_request> opened(const payer_action& action);

}  // namespace sluice::sim
