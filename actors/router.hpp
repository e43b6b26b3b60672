#pragma once
/// The one door to every order: finds the actor of an order or starts it, lets idle ones go, and
/// keeps the number of simultaneous recoveries bounded.
///
/// Letting go is safe because the router counts what it forwarded: an order may leave only if it
/// has handled all of it, so no message is ever in the mailbox of an actor that nobody knows.

#include <caf/all.hpp>
#include <deque>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "actors/cast.hpp"
#include "actors/messages.hpp"

namespace sluice {

class router_actor : public caf::event_based_actor {
 public:
  router_actor(caf::actor_config& cfg, cast_ptr everyone);
  caf::behavior make_behavior() override;
  const char* name() const override { return "router"; }

 private:
  struct live_order {
    caf::actor actor;
    std::uint64_t forwarded = 0;
  };

  void deliver(order_message& m);
  void deliver_notification(notification_message& n);
  void let_go(const may_leave& m);
  void recovery_ended();
  void recover_all_open();
  void pass_on_quietness(const quiet& q);
  void ask_for_quiet();

  /// Nothing: the order must wait for a recovery permit, or cannot be taken now.
  live_order* find_or_start(order_message& m);
  live_order& start(const order_id& id, bool has_history);
  void refuse(order_message& m, rejection why);

  cast_ptr cast_;
  std::unordered_map<order_id, live_order> live_;
  std::uint32_t recovering_ = 0;
  std::deque<order_message> waiting_for_permit_;
  std::unordered_set<order_id> not_yet_quiet_;
  caf::response_promise quiet_promise_;
};

}  // namespace sluice
