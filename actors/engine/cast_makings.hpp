#pragma once
/// What the cast is made of. Used by the files of the cast only.

#include <utility>

#include "actors/engine/cast.hpp"
#include "actors/mail/last_resort.hpp"

namespace sluice {

struct cast::makings {
  caf::actor_system& system;
  const engine_settings& settings;
  const environment& env;
  threading how;
  last_resort last;
};

/// On a thread of its own, where threads are real.
template <class Actor>
caf::actor spawn_blocking(caf::actor_system& system, threading how, typename Actor::needs own) {
  return how == threading::real ? system.spawn<Actor, caf::detached>(std::move(own))
                                : system.spawn<Actor>(std::move(own));
}

}  // namespace sluice
