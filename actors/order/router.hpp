#pragma once
/// Brings to its order what does not name it: notifications, which know a number at the channel
/// only, and after a start the order's own open business.

#include <caf/all.hpp>

#include "actors/engine/cast.hpp"
#include "actors/engine/messages.hpp"

namespace sluice {

class router_actor : public caf::event_based_actor {
 public:
  router_actor(caf::actor_config& cfg, cast_ptr everyone);
  caf::behavior make_behavior() override;
  const char* name() const override { return "router"; }

 private:
  void deliver_notification(notification_message& n);
  void take_up_all_open();

  cast_ptr cast_;
  outbox<order_message> to_orders_;
};

}  // namespace sluice
