#pragma once
/// Puts a cast on stage. Used by the engine (threads of its own) and by tests and the simulator
/// (CAF's testing scheduler, everything in one thread).

#include <caf/all.hpp>

#include "actors/engine/cast.hpp"

namespace sluice {

enum class threading : std::uint8_t {
  real,  ///< actors that block (log writer, publisher) get threads of their own
  none,  ///< everything on the scheduler
};

/// Spawns every long-lived actor and begins the recovery of open orders.
[[nodiscard]] cast_ptr spawn_cast(caf::actor_system& system, engine_settings settings,
                                  environment env, threading how);

/// Tells every actor to stop. Orders stop with their shards.
void dismiss_cast(const cast& everyone);

/// Lets go of the actors, which hold the cast themselves. When nobody can send to them any more.
void forget_cast(cast& everyone);

}  // namespace sluice
