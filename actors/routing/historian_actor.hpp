#pragma once
/// Tells what happened to orders, and why they got their routes. Reads the log and blocks, so that
/// nobody else has to; knows nothing of its own. Side work: off while the engine does only what is
/// essential.

#include <caf/all.hpp>

#include "actors/degradation/engine_level.hpp"
#include "actors/engine/directory.hpp"
#include "actors/engine/messages.hpp"
#include "actors/mail/last_resort.hpp"
#include "actors/ports/order_archive.hpp"

namespace sluice {

/// Front desk -> historian.
struct history_wanted {
  token who = 0;
  std::variant<get_route, get_trace> ask;
};

class historian_actor final : public caf::event_based_actor {
 public:
  struct needs {
    std::shared_ptr<order_archive> history;  ///< nothing: nobody can tell
    page<caf::actor> front_desk;
    engine_level_reader level;
    last_resort last;
  };
  historian_actor(caf::actor_config& cfg, needs own);
  caf::behavior make_behavior() override;
  const char* name() const override { return "historian"; }

 private:
  [[nodiscard]] answer reply_to(const decltype(history_wanted::ask)& ask);

  needs needs_;
};

}  // namespace sluice

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(sluice::history_wanted)
