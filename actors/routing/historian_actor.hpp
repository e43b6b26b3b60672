#pragma once
/// Tells what happened to orders, why they got their routes, what went through which link, and what
/// stands on accounts.
/// Reads the log and blocks, so that nobody else has to; knows nothing of its own. Side work: the
/// past of orders is not told while the engine does only what is essential.

#include <caf/all.hpp>

#include "actors/degradation/engine_level.hpp"
#include "actors/engine/directory.hpp"
#include "actors/engine/messages.hpp"
#include "actors/mail/last_resort.hpp"
#include "actors/ports/order_archive.hpp"

namespace sluice {

class link_figures;
class live_books;

/// Front desk -> historian.
struct history_wanted {
  token who = 0;
  std::variant<get_route, get_trace, get_link_figures, get_account> ask;
};

class historian_actor : public caf::event_based_actor {
 public:
  struct needs {
    std::shared_ptr<order_archive> history;  ///< nothing: nobody can tell
    std::shared_ptr<const link_figures> links;  ///< nothing: nobody counts
    std::shared_ptr<const live_books> books;  ///< nothing: nobody keeps them
    std::shared_ptr<clock_port> clock;
    page<caf::actor> front_desk;
    engine_level_reader level;
    last_resort last;
  };
  historian_actor(caf::actor_config& cfg, needs own);
  caf::behavior make_behavior() override;
  const char* name() const override { return "historian"; }

 private:
  [[nodiscard]] answer reply_to(const decltype(history_wanted::ask)& ask);
  [[nodiscard]] answer tell_figures(const get_link_figures& asked);
  [[nodiscard]] answer tell_account(const get_account& asked);

  needs needs_;
};

}  // namespace sluice

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(sluice::history_wanted)
