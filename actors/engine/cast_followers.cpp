/// Those who follow the log, and the courier, who brings merchants what one of them has found.

#include "actors/alarm/order_pace.hpp"
#include "actors/engine/cast_makings.hpp"
#include "actors/figures/link_meter.hpp"
#include "actors/follow/alarms.hpp"
#include "actors/follow/follower_actor.hpp"
#include "actors/follow/meter.hpp"
#include "actors/follow/publisher.hpp"
#include "actors/ledger/books_follower.hpp"
#include "actors/webhook/courier_actor.hpp"
#include "actors/webhook/webhooks.hpp"

namespace sluice {
namespace {

std::vector<channel::wallet_channel> wallet_channels_of(
    const std::vector<channel_settings>& channels) {
  std::vector<channel::wallet_channel> out;
  for (const auto& c : channels)
    if (c.reaches) out.push_back({c.id, *c.reaches, c.limits.enabled});
  return out;
}

std::vector<webhook::endpoint_id> endpoints_of(const std::vector<merchant_settings>& merchants) {
  std::vector<webhook::endpoint_id> out;
  for (const auto& m : merchants)
    for (const auto& name : m.webhooks) out.push_back({m.id, name});
  return out;
}

}  // namespace

/// Everybody who follows the log.
std::vector<std::shared_ptr<follower>> cast::make_followers(const makings& of) {
  const auto& [system, settings, env, how, last] = of;
  std::vector<std::shared_ptr<follower>> all;
  if (env.alarms)
    all.push_back(std::make_shared<alarms>(alarms::needs{
        env.tells, wallet_channels_of(settings.channels), env.heard,
        settings.alarms.thresholds.large_amount_minor,
        settings.alarms.thresholds.large_day_minor}));
  if (env.heard) all.push_back(std::make_shared<order_pace>(env.heard));
  if (env.events) all.push_back(std::make_shared<publisher>(env.events));
  if (env.counts) all.push_back(env.counts);
  if (env.links && env.follows_links)
    all.push_back(std::make_shared<link_meter>(link_meter::needs{env.links, env.log, env.clock}));
  if (env.books) all.push_back(std::make_shared<books_follower>(env.books, env.log));
  const auto endpoints = endpoints_of(settings.merchants);
  if (env.webhooks == nullptr || endpoints.empty()) return all;
  to_merchants_ = std::make_shared<deliveries>(endpoints);
  all.push_back(
      std::make_shared<webhooks>(webhooks::needs{to_merchants_, env.clock, env.tells, courier_}));
  return all;
}

void cast::spawn_followers(const makings& of) {
  const auto& [system, settings, env, how, last] = of;
  followers_ = std::make_shared<sluice::followers>(
      log_identity{settings.partition, settings.epoch}, env.log->current_head().position);
  for (const auto& who : make_followers(of)) {
    auto place = std::make_shared<follower_place>(std::string(who->name()));
    place->cursor = where_to_go_on(*who, *env.log, *env.tells);
    follower_actor::needs own{
        .log = env.log,
        .tells = env.tells,
        .feed = followers_->feed(),
        .who = who,
        .place = place,
        .last = last};
    const auto actor = of.spawn_blocking<follower_actor>(std::move(own));
    if (who->name() == webhooks::bookmark) *webhooks_ = actor;
    if (who->name() == alarms::bookmark) *alarm_follower_ = actor;
    followers_->add(actor, std::move(place));
  }
}

std::vector<std::pair<webhook::endpoint_id, webhook_view>> cast::endpoints() const {
  if (to_merchants_ == nullptr) return {};
  return to_merchants_->all_views();
}

void cast::spawn_courier(const makings& of) {
  if (to_merchants_ == nullptr) return;
  const auto& [system, settings, env, how, last] = of;
  *courier_ = of.spawn_blocking<courier_actor>(
      {.from = to_merchants_,
       .port = env.webhooks,
       .log = env.log,
       .clock = env.clock,
       .tells = env.tells,
       .follower = webhooks_,
       .front_desk = front_desk_,
       .log_writer = log_writer_,
       .heard = env.heard,
       .last = last});
  caf::anon_send(*courier_, log_advanced{});  // what an earlier process has not brought
}

}  // namespace sluice
