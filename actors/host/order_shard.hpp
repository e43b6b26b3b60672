#pragma once
/// Where orders live: each shard hosts the orders whose id falls to it (cast::shard_of), finds or
/// starts them, hands them their messages and lends them its thread, and lets idle ones go.
///
/// An order has no mailbox of its own. Messages for it come through its shard's, in order, and are
/// handled at once, so an order that leaves can never leave a message behind. What this saves is
/// most of what an actor an order would cost: its memory, its start and end, its wake-ups.

#include <caf/all.hpp>
#include <deque>
#include <unordered_map>
#include <vector>

#include "actors/engine/cast.hpp"
#include "actors/engine/messages.hpp"
#include "actors/order/order_actor.hpp"

namespace sluice {

class order_shard_actor : public caf::event_based_actor {
 public:
  order_shard_actor(caf::actor_config& cfg, cast_ptr everyone);
  caf::behavior make_behavior() override;
  const char* name() const override { return "orders"; }

  // -- for the orders that live here -------------------------------------------------------

  [[nodiscard]] const cast& everyone() const noexcept { return *cast_; }
  /// When the message that is being handled began to be.
  [[nodiscard]] instant now() const noexcept { return now_; }
  /// The answer comes to on_written. The order must not leave before.
  void write(order_actor& who, store::append_request what);
  void call(const caf::actor& channel, call_wanted what) { calls_.put(channel, std::move(what)); }
  void answer(answered what) { answers_.put(cast_->front_desk, std::move(what)); }

 private:
  template <class Work>
  void in_one_go(Work&& work);
  void deliver(order_message& m);
  /// Nothing: the order cannot be taken now.
  order_actor* find_or_start(order_message& m);
  order_actor& start(const order_id& id);
  void let_go_if_idle(const order_actor& order);
  void pass_on(const written& w);
  void take_up_some();
  void say_if_quiet();

  cast_ptr cast_;
  std::unordered_map<order_id, order_actor> live_;
  instant now_{};
  std::vector<store::append_request> to_write_;
  std::deque<order_actor*> writing_;  ///< who wait for on_written, in the order of their requests
  std::deque<order_id> to_take_up_;  ///< open orders that were found at the start
  outbox<call_wanted> calls_;
  outbox<answered> answers_;
  caf::response_promise quiet_promise_;
};

}  // namespace sluice
