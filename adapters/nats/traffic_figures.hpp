#pragma once
/// How a connection to NATS does, in numbers.

#include <cstdint>

namespace sluice::nats {

struct traffic_figures {
  bool is_connected = false;
  std::uint64_t reconnects = 0;
  std::uint64_t pending_bytes = 0;  ///< published, and not yet sent to the server
};

}  // namespace sluice::nats
