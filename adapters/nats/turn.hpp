#pragma once
/// Whether a request that has come is this engine's to take.

#include <cstdint>

namespace sluice::nats {

enum class turn : std::uint8_t {
  ours,
  unsure,  ///< perhaps another engine has it: not executed; the caller hears so, and asks again
  anothers,  ///< another engine has it, and answers it: whoever else answers contradicts
};

}  // namespace sluice::nats
