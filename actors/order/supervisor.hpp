#pragma once
/// Reminds orders that something is due. Three of them run, one a duty: the query supervisor (which
/// order is asked about next), the revoke supervisor (what is being taken back), the retry
/// supervisor (refunds to be settled). One ordered list and one timer each, never a timer an order.
///
/// While the engine is restored nothing is taken back, and so no order is reminded of it: it would
/// try in vain until it gives up and is left to a person. Later it is reminded as by a process that
/// stood still.
///
/// It keeps nothing durable: every order registers itself when it is recovered, from the
/// open-streams index after a start.

#include <caf/all.hpp>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "actors/degradation/engine_level.hpp"
#include "actors/engine/directory.hpp"
#include "actors/engine/messages.hpp"
#include "actors/mail/last_resort.hpp"
#include "actors/mail/one_timer.hpp"
#include "actors/ports/clock.hpp"

namespace sluice {

class supervisor_actor : public caf::event_based_actor {
 public:
  struct needs {
    std::shared_ptr<clock_port> clock;
    page<order_hosts> orders;
    engine_level_reader level;
    last_resort last;
  };
  supervisor_actor(caf::actor_config& cfg, needs own, order::duty what);
  caf::behavior make_behavior() override;
  const char* name() const override { return "supervisor"; }

 private:
  void note(const remind& r);
  void remind_all_due();
  void arm();
  [[nodiscard]] bool is_held_back() {
    return duty_ == order::duty::revoke && needs_.level.is_restored();
  }

  needs needs_;
  outbox<order_message> to_orders_;
  order::duty duty_;
  std::unordered_map<order_id, instant> due_at_;
  std::set<std::pair<instant, order_id>> in_order_;
  one_timer timer_;
};

}  // namespace sluice
