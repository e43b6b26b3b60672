#pragma once
/// Time and chance come in here and nowhere else.

#include <array>
#include <cstdint>

#include "base/instant.hpp"

namespace sluice {

class clock_port {
 public:
  virtual ~clock_port() = default;
  /// UTC; never goes backwards, whatever the machine's clock does. Any thread.
  [[nodiscard]] virtual instant now() = 0;
};

class random_port {
 public:
  virtual ~random_port() = default;
  /// Any thread.
  [[nodiscard]] virtual std::uint64_t next() = 0;
};

}  // namespace sluice
