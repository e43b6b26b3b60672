#pragma once
/// One merchant, hosted (host/entity_host.hpp): who may ask for what, and which channels may serve
/// it. All of it comes from the merchant's own stream: the file and people change it by events, and
/// a merchant without a stream is none. Orders do not wait for it: it forwards and forgets.

#include <deque>
#include <memory>
#include <tuple>
#include <vector>

#include "actors/balance/balance_message.hpp"
#include "actors/degradation/engine_level.hpp"
#include "actors/degradation/shared_level_rules.hpp"
#include "actors/engine/directory.hpp"
#include "actors/ledger/live_books.hpp"
#include "actors/mail/outbox.hpp"
#include "actors/merchant/merchant_message.hpp"
#include "actors/merchant/merchant_register.hpp"
#include "actors/merchant/merchant_routes.hpp"
#include "actors/ports/clock.hpp"
#include "actors/ports/observer.hpp"
#include "actors/risk/shared_risk_rules.hpp"
#include "actors/settings/settings_keeper.hpp"
#include "domain/merchant/decide.hpp"
#include "domain/merchant/level_watch.hpp"
#include "domain/merchant/quota.hpp"
#include "domain/merchant/spending.hpp"

namespace sluice {

template <class Entity>
class entity_host;

/// What all merchants of an engine get from outside.
struct merchant_needs {
  std::shared_ptr<store::event_log> log;
  std::shared_ptr<clock_port> clock;
  std::shared_ptr<observer> tells;
  page<caf::actor> front_desk;
  page<order_hosts> orders;
  page<caf::actor> agreements;  ///< the host of all of them
  page<caf::actor> balances;  ///< likewise
  std::shared_ptr<const live_books> books;
  std::vector<merchant::channel_reach> channels;  ///< all there are
  /// Where payers' browsers may be sent, of those for whom the file says it.
  std::map<merchant_id, std::vector<std::string>> return_domains;
  std::shared_ptr<board> standings;
  std::shared_ptr<const shared_rules> rules;
  std::shared_ptr<const shared_engine_level> level;
  std::shared_ptr<const shared_level_rules> level_rules;
  std::shared_ptr<const shared_risk_rules> risk_rules;
  std::shared_ptr<merchant_register> places;
};

class merchant_entity {
 public:
  using id_type = merchant_id;
  using message = merchant_message;
  using needs = merchant_needs;
  using outboxes = std::tuple<outbox<order_message>, outbox<agreement_message>,
                              outbox<balance_message>, outbox<answered>>;
  using host = entity_host<merchant_entity>;
  static constexpr auto name_of_all = "merchants";

  // -- what a host must know of merchants ----------------------------------------------------

  static const merchant_id& receiver_of(const merchant_message& m) noexcept { return m.merchant; }
  static std::string stream_of(const merchant_id& id);
  static merchant_message woken(const merchant_id& id);
  /// The file's merchants are never turned away, and nobody waits for what a held order hears.
  static bool is_asked(const merchant_message& m) noexcept;
  static void turn_away(const merchant_message& m, host& home, const needs& shared);

  // -- called by its host ---------------------------------------------------------------------

  merchant_entity(host& home, const needs& shared, const merchant_id& id);
  merchant_entity(const merchant_entity&) = delete;
  merchant_entity& operator=(const merchant_entity&) = delete;

  void recover();
  void take(merchant_message& m);
  void on_written(const store::append_result& result);
  /// There is no such merchant; one that there is stays, because it is asked all the time.
  [[nodiscard]] bool may_leave() const;
  [[nodiscard]] const merchant_id& id() const noexcept { return keeper_.around().merchant; }

 private:
  using keeper =
      settings_keeper<merchant::state, merchant::event, merchant::command, merchant::surroundings>;

  void take_word(settings_word<merchant::command>& w);
  [[nodiscard]] bool needs_place() const;
  void write(std::optional<store::append_request> what);
  void answer_word(const keeper::word& w, const rejection* refused);
  void run_errand(errand& e);
  void hand_to_agreement(agreement_errand& e);
  [[nodiscard]] std::optional<rejection> why_not_sent_back(const payer_details* payer) const;
  void answer_look(const route_look& l);
  [[nodiscard]] order_message translate(errand& e);
  [[nodiscard]] order_message admit_order(create_order& q);
  /// Its amount is not within what has been reserved: it waits until it is.
  [[nodiscard]] bool waits_for_reserve(errand& e);
  /// Counts it for its day and month, or says why it may not be.
  [[nodiscard]] std::optional<rejection> spend(const merchant::ceilings& most,
                                               const merchant::spent_order& o);
  void let_start(const held_order& h);
  [[nodiscard]] bool is_ready(business_type type, const merchant::ceilings& most);
  [[nodiscard]] bool waits_for_paths(business_type type);
  void look_at_rules(merchant::sighting seen);
  [[nodiscard]] merchant::ceilings ceilings_of(business_type type) const;
  [[nodiscard]] rejection unknown() const;
  [[nodiscard]] merchant_view view() const;

  host& home_;
  const needs& shared_;
  keeper keeper_;
  merchant::quota quota_;
  merchant::spending spending_;
  merchant_routes routes_;
  engine_level_reader level_;
  level_rules_reader level_rules_;
  risk_rules_reader risk_rules_;
  merchant::level_watch watch_;
  bool is_listed_ = false;
  bool writes_place_ = false;  ///< and nothing else
  std::vector<errand> wait_for_write_;  ///< of its first event, or of what it reserves
};

}  // namespace sluice
