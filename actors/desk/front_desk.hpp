#pragma once
/// Where requests come in and answers go out. Gives every request a token, guards command ids,
/// knows the response limit, and answers each request exactly once.

#include <caf/all.hpp>
#include <deque>
#include <unordered_map>
#include <vector>

#include "actors/access/access_look.hpp"
#include "actors/alarm/alarm_message.hpp"
#include "actors/contract/contract_look.hpp"
#include "actors/desk/command_ids.hpp"
#include "actors/desk/endpoint_limits.hpp"
#include "actors/desk/load_watch.hpp"
#include "actors/engine/directory.hpp"
#include "actors/engine/messages.hpp"
#include "actors/mail/inbox.hpp"
#include "actors/mail/last_resort.hpp"
#include "actors/merchant/merchant_message.hpp"
#include "actors/people/proposal_message.hpp"
#include "actors/ports/clock.hpp"
#include "actors/ports/shared_book.hpp"
#include "actors/reconciliation/differences_wanted.hpp"
#include "actors/risk/risk_message.hpp"
#include "actors/routing/historian_actor.hpp"
#include "actors/webhook/webhook_message.hpp"

namespace sluice {

class front_desk_actor : public caf::event_based_actor {
 public:
  struct needs {
    std::shared_ptr<inbox<sluice::request>> requests;
    std::shared_ptr<store::event_log> log;
    std::shared_ptr<clock_port> clock;
    page<caf::actor> merchants;  ///< the host of all of them
    page<channel_actors> channels;
    page<order_hosts> orders;
    page<caf::actor> agreements;  ///< the host of all of them
    page<caf::actor> balances;    ///< of merchants, the host of all of them
    page<caf::actor> configuration;
    page<caf::actor> proposals;  ///< the host of all of them
    page<caf::actor> people;
    page<caf::actor> registrar;
    page<caf::actor> rulebook;
    page<caf::actor> steward;
    page<caf::actor> contracts;
    page<caf::actor> reconciler;
    page<caf::actor> historian;
    page<caf::actor> courier;  ///< nobody, where no merchant has an endpoint
    page<caf::actor> alarms;   ///< nobody, where nobody watches
    page<caf::actor> examiner;
    book_reader access;
    load_watch load;
    endpoint_limits endpoints;
    millis response_limit{};
    last_resort last;
  };
  front_desk_actor(caf::actor_config& cfg, needs own);
  caf::behavior make_behavior() override;
  const char* name() const override { return "front_desk"; }

 private:
  /// A list, of which each channel or merchant tells its part.
  struct collection {
    std::variant<std::vector<channel_view>, merchant_list> so_far;
    std::size_t missing = 0;
  };
  struct pending {
    std::shared_ptr<reply_address> reply_to;
    order_id order;
    command_id id;  ///< the merchant's; empty: none
    bool id_is_written = false;  ///< by an earlier command
    std::optional<collection> collects{};  ///< of a list
  };

  void take_what_came();
  void take(sluice::request& r);
  [[nodiscard]] std::optional<rejection> cannot_take() const;
  /// Nothing: whoever asks may ask for this, and is known from now on.
  [[nodiscard]] std::optional<rejection> access_fault(sluice::request& r);
  /// Who asked for it, under which consent.
  [[nodiscard]] static cause cause_of(sluice::request& r);
  /// Nothing to write when the command has no id, or its id is in the log already.
  struct id_check {
    std::optional<rejection> clash{};
    std::optional<store::index_entry> guard{};
    bool is_written = false;
  };
  [[nodiscard]] id_check check_id(const sluice::request& r, const merchant_id& merchant) const;
  [[nodiscard]] static rejection reused_id();
  /// More than is taken at this moment, of its kind or in all.
  [[nodiscard]] std::optional<rejection> too_much(sluice::request& r) const;
  /// The question is one of r's; it goes by way of its order's merchant. `unless_known`: why a new
  /// order is not taken.
  void ask_about_order(sluice::request& r, const order_id& order, order_question ask,
                       std::optional<rejection> unless_known);
  [[nodiscard]] token expect(pending p);
  void keep_deadline(token who);

  // -- channels, merchants and their settings: settings_questions.cpp
  void ask_all_channels(sluice::request& r);
  void ask_some_merchants(sluice::request& r, const list_merchants& which);
  /// A person's command id, like a merchant's. Nothing: it is used otherwise, and that has been
  /// said.
  struct worded {
    token who = 0;
    std::optional<store::index_entry> guard{};
    bool is_repeated = false;  ///< it holds already, or something newer does
  };
  [[nodiscard]] std::optional<worded> expect_word(sluice::request& r);
  /// The same of anybody's id: one of its merchant's, where it is about one.
  [[nodiscard]] std::optional<worded> expect_in_scope(sluice::request& r);
  /// What whoever keeps the settings is told; a word that was heard before only asks.
  template <class Command>
  [[nodiscard]] settings_word<Command> to_keeper(sluice::request& r, worded w,
                                                 std::optional<Command> what) {
    if (w.is_repeated) what.reset();
    return {.reply_to = this,
            .who = w.who,
            .what = std::move(what),
            .why = cause_of(r),
            .under = r.agreed ? r.agreed->under : proviso{},
            .guard = std::move(w.guard)};
  }
  /// Of whom there is one. Nothing: only a look.
  template <class Command>
  void ask_keeper(sluice::request& r, const caf::actor& keeper, std::optional<Command> what) {
    if (auto word = expect_word(r)) send(keeper, to_keeper(r, *std::move(word), std::move(what)));
  }
  void ask_channel(sluice::request& r, const channel_id& channel,
                   std::optional<channel::command> what);
  void ask_merchant(sluice::request& r, const merchant_id& merchant,
                    std::optional<merchant::command> what);
  void ask_to_reload(sluice::request& r, signed_by who);

  // -- routes: route_questions.cpp
  void ask_historian(sluice::request& r, decltype(history_wanted::ask) ask);
  void ask_courier(sluice::request& r, decltype(webhooks_wanted::ask) ask);
  void ask_about_alarms(sluice::request& r, decltype(alarms_wanted::ask) ask);
  void look_at_routes(sluice::request& r, const merchant_id& merchant,
                      decltype(route_look::ask) ask);

  // -- agreements: agreement_questions.cpp
  void ask_for_agreement(sluice::request& r, create_agreement& q);
  void ask_agreement(sluice::request& r, const agreement_id& agreement,
                     std::optional<agreement::command> what, secret code = {});
  /// Why an order cannot be paid with the agreement that it names; it goes to that one's channel.
  [[nodiscard]] std::optional<rejection> agreement_fault(create_order& q) const;

  void hear_risk_service(sluice::request& r, answer_risk said);

  // -- who may ask: access_questions.cpp
  void ask_registrar(sluice::request& r, register_subject about, access::word what);
  void look_at_register(sluice::request& r, register_subject what);

  // -- contracts: contract_questions.cpp
  void look_at_contract(sluice::request& r, const contract::party& with);
  void put_into_contract(sluice::request& r, const contract::put& what);

  // -- settlements: settlement_questions.cpp
  void look_at_settlements(sluice::request& r, const merchant_id& merchant);
  void tell_balance(sluice::request& r, const merchant_id& merchant, balance::command what);
  // -- bills and their differences: difference_questions.cpp
  void ask_reconciler(sluice::request& r, decltype(differences_wanted::ask) ask);

  void collect(token who, pending& p, const answer& part);

  // -- what two persons must want: proposals.cpp
  /// False: it can be done at once, or was done.
  [[nodiscard]] bool propose(sluice::request& r);
  [[nodiscard]] bool hand_to_proposal(sluice::request& r, approval::proposed p);
  /// What was proposed under this command id, and for which body (its fingerprint as hexadecimal
  /// digits); the entry of the log is made of just these.
  [[nodiscard]] std::optional<std::pair<proposal_id, std::string>> proposed_before(
      const command_name& name) const;
  void tell_proposal(proposal_message m);
  void confirm(sluice::request& r, const confirm_proposal& what);
  void ask_for_people(sluice::request& r);

  void take_answer(const answered& a);
  void finish(token who, const answer& a, bool id_is_written = false);
  void hurry_late_ones();
  void forget_answered_deadlines();
  void arm();
  void log_is_broken(const std::string& why);
  [[nodiscard]] std::vector<token> all_pending() const;  ///< first come, first served
  void give_up_all(const std::string& why);
  void drain();
  void send_all();

  needs needs_;
  outbox<merchant_message> to_merchants_;
  outbox<order_message> to_orders_;
  outbox<proposal_message> to_proposals_;
  outbox<agreement_message> to_agreements_;
  token next_token_ = 1;
  std::unordered_map<token, pending> pending_;
  command_ids ids_;
  std::unordered_map<std::string, std::string> proposing_;  ///< entries that may not be durable yet
  std::deque<std::pair<instant, token>> deadlines_;  ///< in order: the limit is the same for all
  bool armed_ = false;
  int closed_doors_ = 3;  ///< who may ask, the rules, the engine's level: all must be known
  bool draining_ = false;
  bool log_broken_ = false;
  bool disk_low_ = false;
};

}  // namespace sluice
