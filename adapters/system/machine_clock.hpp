#pragma once
/// Where the time of this machine comes from, for actors/engine/monotonic_clock.hpp.

#include "actors/engine/monotonic_clock.hpp"

namespace sluice {

[[nodiscard]] monotonic_clock::sources machine_clock();

}  // namespace sluice
