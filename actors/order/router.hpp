#pragma once
/// Brings to its order what does not name it: notifications, which know a number at the channel
/// only, and after a start the order's own open business; to proposals, agreements and balances
/// that as well.

#include <caf/all.hpp>

#include "actors/engine/directory.hpp"
#include "actors/engine/messages.hpp"
#include "actors/mail/last_resort.hpp"
#include "actors/order/unknown_numbers.hpp"
#include "actors/ports/clock.hpp"
#include "actors/ports/observer.hpp"
#include "events/stream_name.hpp"
#include "store/event_log.hpp"

namespace sluice {

class router_actor : public caf::event_based_actor {
 public:
  struct needs {
    std::shared_ptr<store::event_log> log;
    std::shared_ptr<clock_port> clock;
    std::shared_ptr<observer> tells;
    page<order_hosts> orders;
    page<caf::actor> proposals;  ///< the host of all of them
    page<caf::actor> agreements;  ///< likewise
    page<caf::actor> balances;    ///< likewise
    last_resort last;
  };
  router_actor(caf::actor_config& cfg, needs own);
  caf::behavior make_behavior() override;
  const char* name() const override { return "router"; }

 private:
  void deliver(channel_notification& n, acknowledgement word);
  void deliver(agreement_notice& n, acknowledgement word);
  /// Whose number at the channel it is; nothing: none of ours.
  [[nodiscard]] std::optional<stream_owner> owner_of(const channel_key& key) const;
  void tell_unknown(const channel_id& channel, const channel_key& key);
  void take_up_all_open();

  needs needs_;
  unknown_numbers unknown_;
  outbox<order_message> to_orders_;
};

}  // namespace sluice
