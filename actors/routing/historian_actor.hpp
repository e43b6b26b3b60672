#pragma once
/// Tells why orders of the past got their routes. Reads the log and blocks, so that nobody else has
/// to; knows nothing of its own. Side work: off while the engine does only what is essential.

#include <caf/all.hpp>

#include "actors/degradation/engine_level.hpp"
#include "actors/engine/directory.hpp"
#include "actors/engine/messages.hpp"
#include "actors/mail/last_resort.hpp"
#include "actors/ports/route_history.hpp"

namespace sluice {

/// Front desk -> historian.
struct history_wanted {
  token who = 0;
  order_id order;
};

class historian_actor final : public caf::event_based_actor {
 public:
  struct needs {
    std::shared_ptr<route_history> history;  ///< nothing: nobody can tell
    page<caf::actor> front_desk;
    engine_level_reader level;
    last_resort last;
  };
  historian_actor(caf::actor_config& cfg, needs own);
  caf::behavior make_behavior() override;
  const char* name() const override { return "historian"; }

 private:
  [[nodiscard]] answer explain(const order_id& order);

  needs needs_;
};

}  // namespace sluice

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(sluice::history_wanted)
