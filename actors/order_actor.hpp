#pragma once
/// One order. Takes one message at a time: decide (pure) → log writer (durable) → evolve, act,
/// answer. While a write is under way, further commands wait in a bounded stash. Nothing acts on an
/// event that is not durable, and every answer from outside is a new command.
///
/// Started by the router: empty for a new order, from its stream for a known one. Leaves as soon as
/// it has nothing to do: when it is closed, or when the next thing due is far away.

#include <caf/all.hpp>
#include <deque>
#include <vector>

#include "actors/cast.hpp"
#include "actors/messages.hpp"
#include "actors/restart.hpp"
#include "actors/running_calls.hpp"
#include "domain/order/agenda.hpp"
#include "domain/order/decide.hpp"
#include "domain/order/state.hpp"

namespace sluice {

class order_actor : public caf::event_based_actor {
 public:
  order_actor(caf::actor_config& cfg, cast_ptr everyone, order_id id, bool has_history);
  /// Called before the first message, on the order's own turn: many orders are read back at once.
  caf::behavior make_behavior() override;
  const char* name() const override { return "order"; }

 private:
  // -- messages ---------------------------------------------------------------------
  void take(order_message& m);
  void stash(order_message& m);
  /// Handles it, or reads the order anew and gives the message back: nobody waits in vain.
  void try_to_handle(order_message& m);
  void work_off_stash();
  void on_written(const written& w);
  void handle(order_message& m);
  void handle_command(order_message& m, const order_command& command);
  void handle_notification(order_message& m, const channel_notification& n);
  void handle_look(const order_message& m);
  void handle_hurry(const order_message& m);

  // -- deciding and writing -------------------------------------------------------------
  /// What to do once the events are durable.
  struct write_in_progress {
    order next;
    std::vector<order_event> events;
    std::vector<action> actions;
    std::optional<waiter> waits{};
    std::function<void(bool)> acknowledge{};
  };
  [[nodiscard]] decision ask_rules(const order_command& command) const;
  void write(order_message& m, effects what);
  void finish(write_in_progress w, const store::committed& where);

  // -- acting -------------------------------------------------------------------------------
  void act(const action& a);
  void call_channel(const attempt& a, channel_call call);
  void remind_me();

  // -- answering ----------------------------------------------------------------------------
  void wait_or_answer(const waiter& w);
  [[nodiscard]] bool satisfied(const waiter& w) const;
  [[nodiscard]] answer answer_for(const waiter& w) const;
  void answer_all_satisfied();
  void refuse(order_message& m, rejection why);
  [[nodiscard]] rejection why_given_back() const;
  /// Nothing of it is durable.
  void give_back(order_message& m);
  /// In quarantine nobody waits for the order any more.
  void give_up();

  // -- coming and going -----------------------------------------------------------------------
  void load();
  void start_over();
  void leave_if_idle();
  [[nodiscard]] const attempt_timing& timing() const;

  cast_ptr cast_;
  order_id id_;
  restart_frame frame_;
  bool has_history_;
  order state_;
  store::stream_sequence position_ = 0;
  store::sequence last_ = 0;
  std::uint64_t handled_ = 0;
  secret payment_code_{};  ///< in memory only, until the first attempt has ended
  std::optional<write_in_progress> writing_;
  std::deque<order_message> stash_;
  std::vector<waiter> waiting_;
  running_calls calls_;
  std::array<std::optional<instant>, 3> reminders_{};
  bool quiet_asked_ = false;
  bool reload_after_write_ = false;
};

}  // namespace sluice
