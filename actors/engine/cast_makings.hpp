#pragma once
/// What the cast is made of, and how an actor of it is started. Used by the files of the cast only.

#include <utility>

#include "actors/engine/cast.hpp"
#include "actors/mail/last_resort.hpp"
#include "actors/mail/timed.hpp"

namespace sluice {

struct cast::makings {
  caf::actor_system& system;
  const engine_settings& settings;
  const environment& env;
  threading how;
  last_resort last;

  template <class Actor, class... Own>
  [[nodiscard]] caf::actor spawn(Own&&... own) const {
    return system.spawn<timed<Actor>>(env.handlers, std::forward<Own>(own)...);
  }
  /// On a thread of its own, where threads are real.
  template <class Actor>
  [[nodiscard]] caf::actor spawn_blocking(typename Actor::needs own) const {
    return how == threading::real
               ? system.spawn<timed<Actor>, caf::detached>(env.handlers, std::move(own))
               : system.spawn<timed<Actor>>(env.handlers, std::move(own));
  }
};

}  // namespace sluice
