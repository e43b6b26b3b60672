#pragma once
/// Reminds agreements that their channel is to be asked about them. One ordered list and one timer.
/// It keeps nothing durable: every agreement that waits registers itself when it is recovered.

#include <caf/all.hpp>
#include <map>
#include <set>
#include <utility>

#include "actors/engine/directory.hpp"
#include "actors/engine/messages.hpp"
#include "actors/mail/last_resort.hpp"
#include "actors/mail/one_timer.hpp"
#include "actors/ports/clock.hpp"

namespace sluice {

class agreement_supervisor_actor : public caf::event_based_actor {
 public:
  struct needs {
    std::shared_ptr<clock_port> clock;
    page<caf::actor> agreements;  ///< the host of all of them
    last_resort last;
  };
  agreement_supervisor_actor(caf::actor_config& cfg, needs own);
  caf::behavior make_behavior() override;
  const char* name() const override { return "agreement_supervisor"; }

 private:
  void note(const remind_agreement& r);
  void remind_all_due();
  void arm();

  needs needs_;
  std::map<agreement_id, instant> due_at_;
  std::set<std::pair<instant, agreement_id>> in_order_;
  one_timer timer_;
};

}  // namespace sluice
