#pragma once
/// What the front desk needs to know of the machine: how much memory the process has, and how much
/// it may have. Implemented in adapters/system, and by the simulator.

#include "domain/overload/level.hpp"

namespace sluice {

class memory_port {
 public:
  virtual ~memory_port() = default;
  /// As it is now. Quick: asked about once a second.
  [[nodiscard]] virtual overload::memory look() = 0;
};

}  // namespace sluice
