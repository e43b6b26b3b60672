#include "actors/engine/spawn.hpp"

#include "actors/channel/channel_actor.hpp"
#include "actors/desk/front_desk.hpp"
#include "actors/follow/publisher.hpp"
#include "actors/host/order_shard.hpp"
#include "actors/log/log_writer.hpp"
#include "actors/merchant/merchant_actor.hpp"
#include "actors/order/router.hpp"
#include "actors/order/supervisor.hpp"

namespace sluice {
namespace {

template <class Actor>
caf::actor spawn_blocking(caf::actor_system& system, threading how, const cast_ptr& everyone) {
  return how == threading::real ? system.spawn<Actor, caf::detached>(everyone)
                                : system.spawn<Actor>(everyone);
}

}  // namespace

cast_ptr spawn_cast(caf::actor_system& system, engine_settings settings, environment env,
                    threading how) {
  const auto all = std::make_shared<cast>();
  all->settings = std::move(settings);
  all->env = std::move(env);
  if (all->env.events) all->publisher = spawn_blocking<publisher_actor>(system, how, all);
  all->log_writer = spawn_blocking<log_writer_actor>(system, how, all);
  all->front_desk = system.spawn<front_desk_actor>(all);
  all->router = system.spawn<router_actor>(all);
  all->order_shards.resize(std::max(1U, all->settings.order_shards));
  for (auto& shard : all->order_shards) shard = system.spawn<order_shard_actor>(all);
  for (const auto d : {duty::query, duty::revoke, duty::retry})
    all->supervisors[static_cast<std::size_t>(d)] = system.spawn<supervisor_actor>(all, d);
  for (const auto& c : all->settings.channels)
    all->channels.emplace(c.id, system.spawn<channel_actor>(all, c));
  for (const auto& m : all->settings.merchants)
    all->merchants.emplace(m.id, system.spawn<merchant_actor>(all, m));
  caf::anon_send(all->router, recover_open_orders{});
  if (all->publisher)  // whatever was not published before the last stop
    caf::anon_send(all->publisher, log_advanced{all->env.log->current_head().position});
  return all;
}

void dismiss_cast(const cast& everyone) {
  const auto stop = [](const caf::actor& a) {
    if (a) caf::anon_send(a, stop_now{});
  };
  stop(everyone.front_desk);
  stop(everyone.router);
  for (const auto& shard : everyone.order_shards) stop(shard);
  for (const auto& [id, merchant] : everyone.merchants) stop(merchant);
  for (const auto& [id, channel] : everyone.channels) stop(channel);
  for (const auto& supervisor : everyone.supervisors) stop(supervisor);
  stop(everyone.publisher);
  stop(everyone.log_writer);
}

void forget_cast(cast& everyone) {
  everyone.front_desk = nullptr;
  everyone.requests.take().clear();
  everyone.router = nullptr;
  everyone.order_shards.clear();
  everyone.log_writer = nullptr;
  everyone.publisher = nullptr;
  everyone.channels.clear();
  everyone.merchants.clear();
  everyone.supervisors = {};
}

}  // namespace sluice
