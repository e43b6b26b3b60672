#pragma once
/// The simulated channels that serve runs beside itself, and where.

#include <memory>

#include "actors/ports/observer.hpp"
#include "adapters/config/configuration.hpp"
#include "adapters/system/kept_child.hpp"
#include "app/demo/demo_ports.hpp"

namespace sluice::app {

/// The embedded configuration's usual ports; others where somebody has them. Channels that were
/// started for everybody (`sluice channels`) are used, not avoided.
[[nodiscard]] demo::demo_ports ports_to_use();

/// Runs `sluice channels` as a child that is started again when it ends, and waits until it
/// answers. Null: somebody runs channels at that address already. Throws std::runtime_error with a
/// sentence when they do not come to life.
[[nodiscard]] std::unique_ptr<kept_child> run_own_channels(const simulated_settings& s,
                                                           std::shared_ptr<observer> tells);

}  // namespace sluice::app
