#pragma once
/// Time and chance come in here and nowhere else.

#include <array>
#include <cstdint>

#include "base/instant.hpp"

namespace sluice {

class clock_port {
 public:
  virtual ~clock_port() = default;
  /// The log's time: UTC as it was known when the engine started, from there on measured. It never
  /// goes backwards and never jumps, whatever is done to the machine's clock. Any thread.
  [[nodiscard]] virtual instant now() = 0;
  /// What the machine's clock says, right or wrong: what people and channels mean by a time. Any
  /// thread.
  [[nodiscard]] virtual instant machine_time() = 0;
};

class random_port {
 public:
  virtual ~random_port() = default;
  /// Any thread.
  [[nodiscard]] virtual std::uint64_t next() = 0;
};

}  // namespace sluice
