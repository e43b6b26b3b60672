#pragma once
/// Randomness from the kernel (getrandom(2)), fetched a few hundred bytes at a time per thread: no
/// lock, and numbers nobody can guess. The process stops when the kernel has none to give, because
/// numbers at a channel made without it could repeat.

#include "actors/ports/clock.hpp"

namespace sluice {

class system_random final : public random_port {
 public:
  [[nodiscard]] std::uint64_t next() override;
};

}  // namespace sluice
