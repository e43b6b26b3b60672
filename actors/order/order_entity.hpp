#pragma once
/// One order, hosted (host/entity_host.hpp): addressed by its order_id, it takes one message at a
/// time, fails and restarts for itself, and is brought back from its own stream.
///
///   decide (pure) → log writer (durable) → evolve, act, answer
///
/// While a write is under way further commands wait in a bounded stash. Nothing acts on an event
/// that is not durable, and every answer from outside is a new command.

#include <list>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "actors/engine/messages.hpp"
#include "actors/host/restart.hpp"
#include "actors/mail/outbox.hpp"
#include "actors/order/order_calls.hpp"
#include "actors/order/order_journal.hpp"
#include "actors/order/order_needs.hpp"
#include "actors/order/order_reminders.hpp"
#include "actors/order/order_waiters.hpp"
#include "actors/order/payer_means.hpp"
#include "actors/ports/risk_port.hpp"

namespace sluice {

template <class Entity>
class entity_host;

class order_entity {
 public:
  using id_type = order_id;
  using message = order_message;
  using needs = order_needs;
  using outboxes = std::tuple<outbox<call_wanted>, outbox<answered>>;
  using host = entity_host<order_entity>;
  static constexpr auto name_of_all = "orders";

  // -- what a host must know of orders -------------------------------------------------

  static const order_id& receiver_of(const order_message& m) noexcept { return m.order; }
  static std::string stream_of(const order_id& id);
  /// What it is told when the engine has been away.
  static order_message woken(const order_id& id);
  static bool is_asked(const order_message& m) noexcept { return m.waits.has_value(); }
  /// Too many orders are in memory: whoever asks shall come again.
  static void turn_away(const order_message& m, host& home, const needs& shared);

  // -- called by its host ----------------------------------------------------------------

  order_entity(host& home, const needs& shared, order_id id);
  order_entity(const order_entity&) = delete;
  order_entity& operator=(const order_entity&) = delete;

  /// It has a stream: its state is read back first, before anything else happens.
  void recover();
  void take(order_message& m);
  /// The write that it asked its host for has ended.
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
  void handle_command(order_message& m, const order::command& command);
  /// A new order is counted as open before anything of it is durable. False: it was refused, its
  /// merchant has too many.
  [[nodiscard]] bool may_open(order_message& m, const order::pay& asked);
  void handle_notification(order_message& m, const channel_notification& n);
  void ask_about(const order::refund& r);
  void handle_look(const order_message& m);
  void handle_hurry(const order_message& m);

  // -- deciding, writing, acting --------------------------------------------------------
  /// What to do once the events are durable.
  struct write_in_progress {
    std::vector<order::action> actions;
    order::side_question asks = order::side_question::none;
    std::optional<waiter> waits{};
    acknowledgement acknowledge{};
    bool has_guard = false;
    refund_no kept_for{};  ///< a refund for which its merchant's balance keeps money; empty: none
  };
  [[nodiscard]] order::decision ask_rules(const order::command& command) const;
  void write(order_message& m, order::effects what);
  void settle(const store::append_result& result);
  void finish(const write_in_progress& w, const store::committed& where);
  void act(const std::vector<order::action>& actions);
  void ask(order::side_question what);
  void ask_merchant() const;
  void ask_examiner(risk_question_no number, secret code);
  void ask_to_be_reminded();
  [[nodiscard]] bool is_open() const { return !journal_.is_new() && !is_closed(journal_.state()); }

  // -- answering ----------------------------------------------------------------------------
  void say(answered&& what);
  void tell(const waiter& w, answer what);
  void answer_satisfied();
  void refuse(order_message& m, rejection why);
  /// Nothing of it is durable.
  void give_back(order_message& m);
  /// In quarantine nobody waits for the order any more.
  void give_up();
  [[nodiscard]] rejection why_given_back() const;

  // -- failing and coming back ------------------------------------------------------------------
  template <class Work, class Restart>
  bool guarded(Work&& work, Restart&& restart);
  void load();
  void start_over();

  host& home_;
  const needs& shared_;
  order_id id_;
  restart_frame frame_;
  order_journal journal_;
  payer_means means_{};
  secret code_to_check_{};  ///< the payer's, until the examiner or the channel has it
  std::shared_ptr<const bank_card> card_to_send_to_{};  ///< until the channel has it
  std::unique_ptr<write_in_progress> writing_;
  std::list<order_message> stash_;
  order_waiters waiters_;
  order_calls calls_;
  bool is_examined_ = false;  ///< the examiner's answer is sure to come
  order_reminders reminders_;
  counted_open counted_;
  instant refunds_asked_about_from_{};  ///< before, no notification causes a query of one
  bool reload_after_write_ = false;
};

}  // namespace sluice
