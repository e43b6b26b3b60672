#pragma once
/// Where nats-server is installed, for those who start one of their own: the demo's fleet and the
/// benchmark over NATS.

#include <string>

namespace sluice::demo {

/// Throws std::runtime_error with a sentence when there is none.
[[nodiscard]] std::string find_nats_server();

}  // namespace sluice::demo
