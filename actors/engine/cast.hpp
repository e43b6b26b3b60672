#pragma once
/// The cast of one engine: every long-lived actor. Put on stage by the engine (threads of its own),
/// by tests and by the simulator (CAF's testing scheduler, everything in one thread). No actor
/// knows it: each gets what it needs.

#include <caf/all.hpp>
#include <memory>
#include <vector>

#include "actors/degradation/engine_level.hpp"
#include "actors/degradation/shared_level_rules.hpp"
#include "actors/engine/directory.hpp"
#include "actors/engine/engine.hpp"
#include "actors/follow/followers.hpp"
#include "actors/mail/inbox.hpp"
#include "actors/ports/board.hpp"
#include "actors/risk/shared_risk_rules.hpp"
#include "actors/routing/shared_rules.hpp"

namespace sluice {

class alarm_facts;
class deliveries;
class follower;
class round_trip;
struct host_needs;

enum class threading : std::uint8_t {
  real,  ///< actors that block (log writer, followers) get threads of their own
  none,  ///< everything on the scheduler
};

class cast {
 public:
  /// Spawns every actor and begins the recovery of open orders.
  cast(caf::actor_system& system, const engine_settings& settings, const environment& env,
       threading how);
  /// Lets go of the actors, which hold the pages themselves. When nobody can send to them any more.
  ~cast();
  cast(const cast&) = delete;
  cast& operator=(const cast&) = delete;

  /// Any thread.
  void ask(request r) { requests_->put(*front_desk_, std::move(r)); }
  void notify(channel_notification n, acknowledgement word);
  void notify(agreement_notice n, acknowledgement word);

  /// Everyone, in the order in which they are told to stop. Entities stop with their hosts.
  [[nodiscard]] const std::vector<caf::actor>& everyone() const noexcept { return everyone_; }
  void tell_all_to_stop() const;
  /// How merchants' endpoints stand. Any thread.
  [[nodiscard]] std::vector<std::pair<webhook::endpoint_id, webhook_view>> endpoints() const;
  /// Sends a message through all who do the engine's work. Any thread.
  [[nodiscard]] std::shared_ptr<const round_trip> send_round(
      std::shared_ptr<clock_port> clock) const;
  /// Requests that nobody will take any more are dropped, and say so.
  void drop_requests() { requests_->take().clear(); }

  [[nodiscard]] const sluice::followers& followers() const noexcept { return *followers_; }
  [[nodiscard]] const board& standings() const noexcept { return *standings_; }
  /// Any thread.
  [[nodiscard]] degradation::level_wish level() const { return *level_->now(); }
  [[nodiscard]] const caf::actor& front_desk() const noexcept { return *front_desk_; }
  [[nodiscard]] const channel_actors& channels() const noexcept { return *channels_; }
  [[nodiscard]] const order_hosts& orders() const noexcept { return *orders_; }

 private:
  /// What they are made of.
  struct makings;
  void spawn_followers(const makings& of);
  [[nodiscard]] std::vector<std::shared_ptr<follower>> make_followers(const makings& of);
  void spawn_writing(const makings& of);
  void spawn_desk(const makings& of);
  void spawn_access(const makings& of);
  void spawn_routing(const makings& of);
  void spawn_steward(const makings& of);
  void spawn_examiner(const makings& of);
  void spawn_orders(const makings& of);
  void spawn_channels(const makings& of);
  void spawn_contracts(const makings& of);
  void spawn_reconciler(const makings& of);
  void spawn_merchants(const makings& of);
  void spawn_people(const makings& of);
  void spawn_agreements(const makings& of);
  void spawn_balances(const makings& of);
  void spawn_courier(const makings& of);
  void spawn_watch(const makings& of);
  void spawn_notifier(const makings& of);
  [[nodiscard]] host_needs needs_of_host(const makings& of, std::uint32_t most_live) const;
  void call_the_roll();
  /// The pages of those of whom there is one, but for the desk and the log writer.
  [[nodiscard]] std::vector<std::shared_ptr<caf::actor>> singles() const;

  std::shared_ptr<inbox<request>> requests_ = std::make_shared<inbox<request>>();
  std::vector<caf::actor> everyone_;
  caf::actor router_;
  std::shared_ptr<sluice::followers> followers_;
  std::shared_ptr<board> standings_;
  std::shared_ptr<shared_rules> rules_ = std::make_shared<shared_rules>();
  std::shared_ptr<shared_engine_level> level_ = std::make_shared<shared_engine_level>();
  std::shared_ptr<shared_level_rules> level_rules_ = std::make_shared<shared_level_rules>();
  std::shared_ptr<shared_risk_rules> risk_rules_ = std::make_shared<shared_risk_rules>();
  std::shared_ptr<live_books> books_;
  std::shared_ptr<deliveries> to_merchants_;  ///< nothing: no merchant has an endpoint
  std::shared_ptr<alarm_facts> heard_;  ///< nothing: nobody watches

  // -- pages, see directory.hpp ----------------------------------------------------------------
  std::shared_ptr<caf::actor> front_desk_ = std::make_shared<caf::actor>();
  std::shared_ptr<caf::actor> log_writer_ = std::make_shared<caf::actor>();
  std::shared_ptr<order_hosts> orders_ = std::make_shared<order_hosts>();
  std::shared_ptr<sluice::supervisors> supervisors_ = std::make_shared<sluice::supervisors>();
  std::shared_ptr<channel_actors> channels_ = std::make_shared<channel_actors>();
  std::shared_ptr<caf::actor> merchants_ = std::make_shared<caf::actor>();
  std::shared_ptr<caf::actor> configuration_ = std::make_shared<caf::actor>();
  std::shared_ptr<caf::actor> proposals_ = std::make_shared<caf::actor>();
  std::shared_ptr<caf::actor> agreements_ = std::make_shared<caf::actor>();
  std::shared_ptr<caf::actor> agreement_supervisor_ = std::make_shared<caf::actor>();
  std::shared_ptr<caf::actor> balances_ = std::make_shared<caf::actor>();
  std::shared_ptr<caf::actor> people_ = std::make_shared<caf::actor>();
  std::shared_ptr<caf::actor> registrar_ = std::make_shared<caf::actor>();
  std::shared_ptr<caf::actor> rulebook_ = std::make_shared<caf::actor>();
  std::shared_ptr<caf::actor> steward_ = std::make_shared<caf::actor>();
  std::shared_ptr<caf::actor> contracts_ = std::make_shared<caf::actor>();
  std::shared_ptr<caf::actor> reconciler_ = std::make_shared<caf::actor>();
  std::shared_ptr<caf::actor> historian_ = std::make_shared<caf::actor>();
  std::shared_ptr<caf::actor> examiner_ = std::make_shared<caf::actor>();
  std::shared_ptr<caf::actor> webhooks_ = std::make_shared<caf::actor>();
  std::shared_ptr<caf::actor> courier_ = std::make_shared<caf::actor>();
  std::shared_ptr<caf::actor> alarms_ = std::make_shared<caf::actor>();
  std::shared_ptr<caf::actor> alarm_follower_ = std::make_shared<caf::actor>();
  std::shared_ptr<caf::actor> notifier_ = std::make_shared<caf::actor>();
};

}  // namespace sluice
