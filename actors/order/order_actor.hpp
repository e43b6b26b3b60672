#pragma once
/// One order: a virtual actor. It is addressed by its order_id, takes one message at a time, fails
/// and restarts for itself, and is brought back from its own stream; a shard lends it a thread.
///
///   decide (pure) → log writer (durable) → evolve, act, answer
///
/// While a write is under way further commands wait in a bounded stash. Nothing acts on an event
/// that is not durable, and every answer from outside is a new command.

#include <array>
#include <list>
#include <memory>
#include <optional>
#include <vector>

#include "actors/engine/cast.hpp"
#include "actors/engine/messages.hpp"
#include "actors/host/restart.hpp"
#include "actors/order/running_calls.hpp"
#include "domain/order/decide.hpp"
#include "domain/order/state.hpp"

namespace sluice {

class order_shard_actor;

class order_actor {
 public:
  /// Called by its shard, as is all that follows. `home` outlives it.
  order_actor(order_shard_actor& home, order_id id);
  /// It has a stream: its state is read back first, before anything else happens.
  void recover();
  void take(order_message& m);
  /// The write that it asked its shard for has ended.
  void on_written(const store::append_result& result);

  /// It has nothing to do now, and nothing soon: it may be forgotten, the log knows all of it.
  [[nodiscard]] bool may_leave() const;
  [[nodiscard]] const order_id& id() const noexcept { return id_; }

 private:
  // -- messages ---------------------------------------------------------------------
  void stash(order_message& m);
  /// Handles it, or reads the order anew and gives the message back: nobody waits in vain.
  void try_to_handle(order_message& m);
  void work_off_stash();
  void handle(order_message& m);
  void handle_command(order_message& m, const order_command& command);
  void handle_notification(order_message& m, const channel_notification& n);
  void handle_look(const order_message& m);
  void handle_hurry(const order_message& m);

  // -- deciding and writing -------------------------------------------------------------
  /// What to do once the events are durable.
  struct write_in_progress {
    std::unique_ptr<order> next;
    std::vector<order_event> events;
    std::vector<action> actions;
    std::optional<waiter> waits{};
    std::function<void(bool)> acknowledge{};
  };
  [[nodiscard]] decision ask_rules(const order_command& command) const;
  void write(order_message& m, effects what);
  void settle(const store::append_result& result);
  void finish(write_in_progress& w, const store::committed& where);

  // -- acting -------------------------------------------------------------------------------
  void act(const action& a);
  void call_channel(const attempt& a, channel_call call);
  void remind_me();
  [[nodiscard]] const attempt_timing& timing() const;

  // -- answering ----------------------------------------------------------------------------
  void wait_or_answer(const waiter& w);
  [[nodiscard]] bool satisfied(const waiter& w) const;
  [[nodiscard]] answer answer_for(const waiter& w) const;
  void answer_all_satisfied();
  void tell(const waiter& w, answer what) const;
  void refuse(order_message& m, rejection why);
  [[nodiscard]] rejection why_given_back() const;
  /// Nothing of it is durable.
  void give_back(order_message& m);
  /// In quarantine nobody waits for the order any more.
  void give_up();

  // -- failing and coming back ------------------------------------------------------------------
  template <class Work, class Restart>
  bool guarded(Work&& work, Restart&& restart);
  void load();
  void start_over();

  order_shard_actor& home_;
  const cast& cast_;
  order_id id_;
  restart_frame frame_;
  std::unique_ptr<order> state_ = std::make_unique<order>();
  store::stream_sequence position_ = 0;
  store::sequence last_ = 0;
  secret payment_code_{};  ///< in memory only, until the first attempt has ended
  std::unique_ptr<write_in_progress> writing_;
  std::list<order_message> stash_;
  std::vector<waiter> waiting_;
  running_calls calls_;
  std::array<std::optional<instant>, 3> reminders_{};
  bool reload_after_write_ = false;
};

}  // namespace sluice
