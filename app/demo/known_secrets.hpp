#pragma once
/// Where this program finds the secrets that a configuration names: the process's environment,
/// files, and the keys of the simulated channels that it brings along.

#include "adapters/config/key_sources.hpp"

namespace sluice::demo {

[[nodiscard]] key_sources known_secrets();

}  // namespace sluice::demo
