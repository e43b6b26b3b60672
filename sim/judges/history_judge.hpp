#pragma once
/// Judges every event that becomes durable: is it decodable, may it follow what was there, and has
/// anybody told the engine what it claims? Written from the money rules (intent before action; only
/// evidence ends doubt; the first definitive result stands; another channel only on proof), as a
/// second opinion on domain/order.

#include <string>
#include <unordered_map>

#include "events/codec.hpp"
#include "sim/judges/access_judge.hpp"
#include "sim/judges/agreement_judge.hpp"
#include "sim/judges/alarm_judge.hpp"
#include "sim/judges/alert_judge.hpp"
#include "sim/judges/approval_judge.hpp"
#include "sim/judges/balance_judge.hpp"
#include "sim/judges/book_judge.hpp"
#include "sim/judges/breaker_judge.hpp"
#include "sim/judges/difference_judge.hpp"
#include "sim/judges/duty_judge.hpp"
#include "sim/judges/endpoint_judge.hpp"
#include "sim/judges/essential_judge.hpp"
#include "sim/judges/facts.hpp"
#include "sim/judges/figures_judge.hpp"
#include "sim/judges/level_judge.hpp"
#include "sim/judges/publication_judge.hpp"
#include "sim/judges/quota_judge.hpp"
#include "sim/judges/replay_judge.hpp"
#include "sim/judges/reroute_judge.hpp"
#include "sim/judges/risk_judge.hpp"
#include "sim/judges/route_judge.hpp"
#include "sim/judges/rules_judge.hpp"
#include "sim/judges/sealing_judge.hpp"
#include "sim/judges/settings_judge.hpp"
#include "sim/judges/time_judge.hpp"
#include "sim/judges/verdict.hpp"
#include "sim/judges/webhook_judge.hpp"
#include "sim/world/locksmith.hpp"
#include "store/event_log.hpp"

namespace sluice::sim {

class history_judge {
 public:
  /// Other judges who must see each event that becomes durable.
  struct witnesses {
    replay_judge& replays;
    time_judge& times;
    book_judge& book;
    publication_judge& publication;
    alert_judge& alerts;
    settings_judge& settings;
    access_judge& access;
    approval_judge& approvals;
    sealing_judge& sealing;
    reroute_judge& reroutes;
    breaker_judge& breakers;
    route_judge& routes;
    level_judge& levels;
    essential_judge& essentials;
    rules_judge& rules;
    quota_judge& quotas;
    endpoint_judge& endpoints;
    risk_judge& risks;
    agreement_judge& agreements;
    webhook_judge& webhooks;
    alarm_judge& alarms;
    duty_judge& duties;
    figures_judge& figures;
    balance_judge& balances;
    difference_judge& differences;
  };
  /// `keys`: the judge reads what is sealed; whoever may not is the sealing judge's business.
  history_judge(facts& known, const machine& where, const locksmith& keys, witnesses others,
                verdict& says)
      : facts_(&known), machine_(&where), keys_(&keys), others_(others), verdict_(&says) {}

  /// One request of a batch is durable, its first event at `first`.
  void written(const store::append_request& request, store::sequence first);
  /// A process has opened the log: nothing that was durable is missing, and what a failed write
  /// may have left behind counts from now on.
  void opened(const store::event_log& log);
  /// The engine, or one of its orders, has begun anew: what was in its memory alone is gone.
  void has_forgotten() noexcept { ++memories_; }

 private:
  void record(const store::record& r);
  void entry(const store::index_entry& e);
  void event(order_facts& o, const order::event& e, instant at);
  void accept(order_facts& o, const order::order_accepted& e);
  void renew(order_facts& o, const order::route_renewed& e);
  void start(order_facts& o, const order::attempt_started& e, instant at);
  void begin(order_facts& o, attempt_facts a);
  void capture(order_facts& o, const order::capture_requested& e, instant at);
  void send_on(order_facts& o, const order::refund_sent_on& e, instant at);
  void succeed(order_facts& o, attempt_facts& a, std::int64_t amount_minor);
  void let_go(order_facts& o, const order::order_revoked& e);
  void ask_payer(order_facts& o, const order::payer_asked& e);
  void give_code(order_facts& o, const order::code_given& e);
  void succeed(order_facts& o, const order::attempt_succeeded& e);
  void fail(order_facts& o, const order::attempt_failed& e);
  void end_failed(order_facts& o);
  void begin_taking_back(order_facts& o, const order::revoke_requested& e, instant at);
  void revoke(order_facts& o, const order::order_revoked& e, instant at);
  void find_late_payment(order_facts& o, const order::late_payment_found& e);
  void request_refund(order_facts& o, const order::refund_requested& e, instant at);
  void end_refund(order_facts& o, const refund_no& n, bool done);
  void contradict(order_facts& o, const order::result_conflicted& e);
  void answer_revoke(order_facts& o, const order::revoke_answered& e, instant at);
  void need_person(order_facts& o, const order::operator_needed& e, instant at);
  void ask_person(order_facts& o, const order::operator_needed& e);
  void resolve(order_facts& o, const order::order_resolved& e);

  [[nodiscard]] bool proves_not_there(const order_facts& o, const attempt_facts& a) const;
  /// The attempt that an event speaks of, if it is the current one.
  attempt_facts* current(order_facts& o, attempt_no n, std::string_view event);
  void wrong(const order_facts& o, std::string_view event, std::string_view why,
             promise p = promise::states_stand);

  facts* facts_;
  const machine* machine_;
  const locksmith* keys_;
  witnesses others_;
  verdict* verdict_;
  store::sequence seen_ = 0;
  std::uint32_t memories_ = 0;  ///< of processes and orders, that have begun anew
  std::unordered_map<std::string, std::string> index_;
};

}  // namespace sluice::sim
