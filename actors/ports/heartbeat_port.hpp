#pragma once
/// Tells the outside that this engine lives: who does not hear it for a while knows what no engine
/// can say of itself.
///
/// Who calls it: the notifier (actors/alarm/), every ten seconds.

#include <cstdint>

#include "base/instant.hpp"

namespace sluice {

struct heartbeat {
  instant at{};
  std::uint64_t position = 0;  ///< of the log's last record
  std::uint64_t firing = 0;  ///< alarms
};

class heartbeat_port {
 public:
  virtual ~heartbeat_port() = default;
  /// Returns at once. One that cannot leave now is not put aside.
  virtual void beat(const heartbeat& now) noexcept = 0;
};

}  // namespace sluice
