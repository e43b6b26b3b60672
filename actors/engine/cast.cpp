#include "actors/engine/cast.hpp"

#include <algorithm>

#include "actors/agreement/agreement_entity.hpp"
#include "actors/agreement/agreement_supervisor.hpp"
#include "actors/alarm/alarm_facts.hpp"
#include "actors/balance/balance_entity.hpp"
#include "actors/channel/channel_actor.hpp"
#include "actors/channel/host_watch.hpp"
#include "actors/desk/front_desk.hpp"
#include "actors/engine/cast_makings.hpp"
#include "actors/host/entity_host.hpp"
#include "actors/log/log_writer.hpp"
#include "actors/merchant/merchant_entity.hpp"
#include "actors/order/order_entity.hpp"
#include "actors/order/router.hpp"
#include "actors/order/supervisor.hpp"
#include "actors/people/people_actor.hpp"
#include "actors/people/proposal_entity.hpp"
#include "actors/risk/examiner_actor.hpp"
#include "actors/settings/configuration_actor.hpp"

namespace sluice {
namespace {

constexpr std::uint32_t most_merchants = 1'000'000;
constexpr std::uint32_t most_agreements = 100'000, most_proposals = 1000;  ///< under way

std::vector<channel_id> ids_of(const std::vector<channel_settings>& channels) {
  std::vector<channel_id> out;
  for (const auto& c : channels) out.push_back(c.id);
  return out;
}

}  // namespace

cast::cast(caf::actor_system& system, const engine_settings& settings, const environment& env,
           threading how)
    : standings_(std::make_shared<board>(ids_of(settings.channels))),
      books_(env.books ? env.books : std::make_shared<live_books>()) {
  const makings of{system, settings, env, how, {env.tells, env.on_fatal}};
  if (env.restored)
    level_->exchange({.to = degradation::level::restored, .restored_after = env.restored->after});
  spawn_followers(of);  // first: they must know where the log ended before anybody writes
  spawn_writing(of);
  spawn_desk(of);
  spawn_access(of);
  spawn_routing(of);
  spawn_contracts(of);
  spawn_reconciler(of);
  spawn_steward(of);
  spawn_examiner(of);
  spawn_orders(of);
  spawn_channels(of);
  spawn_merchants(of);
  spawn_people(of);
  spawn_agreements(of);
  spawn_balances(of);
  spawn_courier(of);
  spawn_watch(of);
  spawn_notifier(of);
  call_the_roll();
  caf::anon_send(router_, recover_open_orders{});
  followers_->begin();
}

void cast::spawn_writing(const makings& of) {
  const auto& [system, settings, env, how, last] = of;
  *log_writer_ = of.spawn_blocking<log_writer_actor>(
      {.log = env.log,
       .clock = env.clock,
       .tells = env.tells,
       .front_desk = front_desk_,
       .followers = followers_,
       .min_free_bytes = settings.min_free_bytes,
       .last = last});
}

void cast::spawn_desk(const makings& of) {
  const auto& [system, settings, env, how, last] = of;
  *front_desk_ = of.spawn<front_desk_actor>(front_desk_actor::needs{
      .requests = requests_,
      .log = env.log,
      .clock = env.clock,
      .merchants = merchants_,
      .channels = channels_,
      .orders = orders_,
      .agreements = agreements_,
      .balances = balances_,
      .configuration = configuration_,
      .proposals = proposals_,
      .people = people_,
      .registrar = registrar_,
      .rulebook = rulebook_,
      .steward = steward_,
      .contracts = contracts_,
      .reconciler = reconciler_,
      .historian = historian_,
      .courier = courier_,
      .alarms = alarms_,
      .examiner = examiner_,
      .access = book_reader(env.access),
      .load = load_watch(env.memory, env.tells, env.links),
      .endpoints = endpoint_limits(settings.endpoints, env.clock),
      .response_limit = settings.response_limit,
      .last = last});
  router_ = of.spawn<router_actor>(router_actor::needs{
      .log = env.log,
      .clock = env.clock,
      .tells = env.tells,
      .orders = orders_,
      .proposals = proposals_,
      .agreements = agreements_,
      .balances = balances_,
      .last = last});
}

void cast::spawn_examiner(const makings& of) {
  const auto& [system, settings, env, how, last] = of;
  *examiner_ = of.spawn<examiner_actor>(examiner_actor::needs{
      .port = env.risk,
      .how = risk_rules_,
      .clock = env.clock,
      .tells = env.tells,
      .front_desk = front_desk_,
      .orders = orders_,
      .last = last});
}

void cast::spawn_orders(const makings& of) {
  const auto& [system, settings, env, how, last] = of;
  const auto theirs = std::make_shared<const order_needs>(order_needs{
      .log = env.log,
      .clock = env.clock,
      .numbers = env.numbers,
      .tells = env.tells,
      .keys = env.keys,
      .front_desk = front_desk_,
      .hosts = orders_,
      .channels = channels_,
      .merchants = merchants_,
      .balances = balances_,
      .supervised_by = supervisors_,
      .people = people_,
      .examiner = examiner_,
      .ways = std::make_shared<order_ways>(
          standings_, reroute_settings{.most_an_order = settings.max_reroutes_per_order,
                                       .budget_percent = settings.reroute_budget_percent,
                                       .within = settings.response_limit,
                                       .hosts = limited_hosts_of(settings.channels)}),
      .open = std::make_shared<open_orders>(),
      .settings_of_channels = settings.channels,
      .longest_stash = settings.max_stash_per_order,
      .idle_before_passivation = settings.idle_before_passivation,
      .restored = env.restored ? level_ : nullptr,
      .began = env.clock->now()});
  const auto own = needs_of_host(of, settings.max_live_orders);
  orders_->all.resize(std::max(1U, settings.order_hosts));
  for (auto& host : orders_->all) host = of.spawn<entity_host<order_entity>>(own, theirs);
  for (const auto d : {order::duty::query, order::duty::revoke, order::duty::retry})
    supervisors_->all[static_cast<std::size_t>(d)] = of.spawn<supervisor_actor>(
        supervisor_actor::needs{
            .clock = env.clock, .orders = orders_, .level = {level_, env.clock}, .last = last},
        d);
}

void cast::spawn_channels(const makings& of) {
  const auto& [system, settings, env, how, last] = of;
  std::map<channel::called_host, std::shared_ptr<channel::host_door>> hosts;
  for (const auto& h : settings.hosts)
    hosts.emplace(h.of, std::make_shared<channel::host_door>(h.limits));
  for (const auto& c : settings.channels) {
    const auto host = c.host ? hosts.at(*c.host) : nullptr;
    if (host != nullptr && host->limits().connections_per_second != 0)
      env.channels.at(c.id)->watch_connections(std::make_shared<host_watch>(host, env.clock));
    channel_actor::needs own{
        .log = env.log,
        .log_writer = log_writer_,
        .clock = env.clock,
        .tells = env.tells,
        .port = env.channels.at(c.id),
        .standings = standings_,
        .host = host,
        .front_desk = front_desk_,
        .orders = orders_,
        .agreements = agreements_,
        .heard = env.heard,
        .records = env.records,
        .links = env.links,
        .level = {level_, env.clock},
        .last = last};
    channels_->emplace(c.id, of.spawn<channel_actor>(std::move(own), c));
  }
}

void cast::spawn_merchants(const makings& of) {
  const auto& [system, settings, env, how, last] = of;
  const auto theirs = std::make_shared<const merchant_needs>(merchant_needs{
      .log = env.log,
      .clock = env.clock,
      .tells = env.tells,
      .front_desk = front_desk_,
      .orders = orders_,
      .agreements = agreements_,
      .balances = balances_,
      .books = books_,
      .channels = reach_of(settings.channels),
      .return_domains = return_domains_of(settings.merchants),
      .standings = standings_,
      .rules = rules_,
      .level = level_,
      .level_rules = level_rules_,
      .risk_rules = risk_rules_,
      .places = std::make_shared<merchant_register>(*env.log)});
  const auto own = needs_of_host(of, most_merchants);
  *merchants_ = of.spawn<entity_host<merchant_entity>>(own, theirs);
  *configuration_ = of.spawn_blocking<configuration_actor>(
      {.log = env.log,
       .tells = env.tells,
       .file = env.configuration,
       .front_desk = front_desk_,
       .channels = channels_,
       .merchants = merchants_,
       .registrar = registrar_,
       .rulebook = rulebook_,
       .steward = steward_,
       .last = last});
  // Before anybody can ask for them.
  caf::anon_send(*merchants_, words_to_merchants(*env.log, settings.merchants));
}

host_needs cast::needs_of_host(const makings& of, std::uint32_t most_live) const {
  return {.log = of.env.log,
          .clock = of.env.clock,
          .log_writer = log_writer_,
          .last = of.last,
          .live = std::make_shared<std::atomic<std::uint32_t>>(0),
          .most_live = most_live,
          .recoveries_a_turn = of.settings.max_concurrent_recoveries};
}

void cast::spawn_people(const makings& of) {
  const auto& [system, settings, env, how, last] = of;
  *people_ = of.spawn_blocking<people_actor>(
      {.log = env.log,
       .clock = env.clock,
       .front_desk = front_desk_,
       .proposals = proposals_,
       .last = last});
  const auto theirs = std::make_shared<const proposal_needs>(proposal_needs{
      .log = env.log,
      .tells = env.tells,
      .access = env.access,
      .requests = requests_,
      .front_desk = front_desk_,
      .people = people_,
      .proposals = proposals_});
  const auto own = needs_of_host(of, most_proposals);
  *proposals_ = of.spawn<entity_host<proposal_entity>>(own, theirs);
}

void cast::spawn_agreements(const makings& of) {
  const auto& [system, settings, env, how, last] = of;
  *agreement_supervisor_ = of.spawn<agreement_supervisor_actor>(agreement_supervisor_actor::needs{
      .clock = env.clock, .agreements = agreements_, .last = last});
  const auto theirs = std::make_shared<const agreement_needs>(agreement_needs{
      .log = env.log,
      .clock = env.clock,
      .numbers = env.numbers,
      .tells = env.tells,
      .keys = env.keys,
      .front_desk = front_desk_,
      .channels = channels_,
      .supervisor = agreement_supervisor_});
  const auto own = needs_of_host(of, most_agreements);
  *agreements_ = of.spawn<entity_host<agreement_entity>>(own, theirs);
}

void cast::spawn_balances(const makings& of) {
  const auto& [system, settings, env, how, last] = of;
  const auto theirs = std::make_shared<const balance_needs>(balance_needs{
      .log = env.log,
      .books = books_,
      .tells = env.tells,
      .front_desk = front_desk_,
      .orders = orders_});
  *balances_ = of.spawn<entity_host<balance_entity>>(needs_of_host(of, most_merchants), theirs);
}

std::vector<std::shared_ptr<caf::actor>> cast::singles() const {
  return {merchants_, configuration_, proposals_, agreements_, agreement_supervisor_,
          people_,    registrar_,     rulebook_,  steward_,    historian_,
          examiner_,  contracts_,     balances_,  reconciler_};
}

void cast::call_the_roll() {
  everyone_ = {*front_desk_, router_};
  everyone_.insert(everyone_.end(), orders_->all.begin(), orders_->all.end());
  for (const auto& one : singles()) everyone_.push_back(*one);
  for (const auto& [id, channel] : *channels_) everyone_.push_back(channel);
  everyone_.insert(everyone_.end(), supervisors_->all.begin(), supervisors_->all.end());
  if (*courier_) everyone_.push_back(*courier_);
  if (*alarms_) everyone_.push_back(*alarms_);
  if (*notifier_) everyone_.push_back(*notifier_);
  followers_->each([this](const caf::actor& who) { everyone_.push_back(who); });
  everyone_.push_back(*log_writer_);
}

cast::~cast() {
  drop_requests();
  *front_desk_ = nullptr;
  *log_writer_ = nullptr;
  *courier_ = nullptr;
  *webhooks_ = nullptr;
  if (heard_) heard_->let_go();
  *alarms_ = nullptr;
  *alarm_follower_ = nullptr;
  *notifier_ = nullptr;
  orders_->all.clear();
  supervisors_->all = {};
  channels_->clear();
  for (const auto& one : singles()) *one = nullptr;
}

void cast::notify(channel_notification n, acknowledgement word) {
  caf::anon_send(router_, notification_message{std::move(n), std::move(word)});
}

void cast::notify(agreement_notice n, acknowledgement word) {
  caf::anon_send(router_, notification_message{std::move(n), std::move(word)});
}

std::shared_ptr<const round_trip> cast::send_round(std::shared_ptr<clock_port> clock) const {
  const auto many = 3 + orders_->all.size() + channels_->size();
  const auto round =
      std::make_shared<round_trip>(static_cast<std::uint32_t>(many), std::move(clock));
  const auto send_to = [&](const caf::actor& who, round_stop as) {
    caf::anon_send(who, pass_round{round, as});
  };
  send_to(*front_desk_, round_stop::front_desk);
  send_to(*merchants_, round_stop::merchants);
  for (const auto& host : orders_->all) send_to(host, round_stop::orders);
  for (const auto& [id, channel] : *channels_) send_to(channel, round_stop::channels);
  send_to(*log_writer_, round_stop::log_writer);
  return round;
}

void cast::tell_all_to_stop() const {
  for (const auto& a : everyone_) caf::anon_send(a, stop_now{});
}

}  // namespace sluice
