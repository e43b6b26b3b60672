#include "actors/engine/engine.hpp"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

#include "actors/engine/messages.hpp"
#include "actors/engine/spawn.hpp"

namespace sluice {
namespace {

struct system_settings : caf::actor_system_config {
  explicit system_settings(std::uint32_t threads) {
    const auto count = threads != 0 ? threads : std::max(1U, std::thread::hardware_concurrency());
    // The default policy, stealing, walks its ready queue under a lock: many ready orders make it
    // quadratic, and idle workers wake slowly.
    set("scheduler.policy", caf::atom("sharing"));
    set("scheduler.max-threads", static_cast<std::size_t>(count));
    set("scheduler.max-throughput", static_cast<std::size_t>(200));
  }
};

/// What the channels said in the last instant of the limit is written all the same.
constexpr millis least_time_to_write{1000};

/// Waits for the channels all at once, then for the shards with the orders to which they answer.
void wait_until_quiet(caf::actor_system& system, const cast& all) {
  const auto limit = all.settings.drain_limit;
  const auto until = all.env.clock->now() + limit;
  caf::scoped_actor me{system};
  me->send(all.front_desk, start_draining{});
  const auto ask = [&](const caf::actor& who, millis how_long) {
    return me->request(who, how_long, are_you_quiet{});
  };
  const auto wait_for = [](auto& answer) {
    answer.receive([](bool) {}, [](const caf::error&) {});  // too late: in doubt after the restart
  };
  std::vector<decltype(ask(all.router, limit))> channels;
  for (const auto& [id, channel] : all.channels) channels.push_back(ask(channel, limit));
  for (auto& answer : channels) wait_for(answer);
  const auto rest = std::max<millis>(until - all.env.clock->now(), least_time_to_write);
  std::vector<decltype(ask(all.router, limit))> orders;
  for (const auto& shard : all.order_shards) orders.push_back(ask(shard, rest));
  for (auto& answer : orders) wait_for(answer);
}

}  // namespace

struct engine::inside {
  inside(engine_settings settings, environment env)
      : config(settings.scheduler_threads),
        system(config),
        everyone(spawn_cast(system, std::move(settings), std::move(env), threading::real)) {}

  system_settings config;
  caf::actor_system system;
  cast_ptr everyone;
  std::atomic<bool> draining{false};
};

engine::engine(engine_settings settings, environment env)
    : inside_(std::make_unique<inside>(std::move(settings), std::move(env))) {}

engine::~engine() {
  drain();
  forget_cast(*inside_->everyone);
}

void engine::submit(request r) {
  if (inside_->draining)
    return r.reply_to->reply(
        rejection{rejection_code::draining, "", "the engine is stopping; send it again soon"});
  inside_->everyone->ask(std::move(r));
}

void engine::notify(channel_notification n, acknowledgement acknowledge) {
  if (inside_->draining) return acknowledge(false);
  caf::anon_send(
      inside_->everyone->router, notification_message{std::move(n), std::move(acknowledge)});
}

void engine::drain() {
  if (inside_->draining.exchange(true)) return;
  auto& all = *inside_->everyone;
  wait_until_quiet(inside_->system, all);
  dismiss_cast(all);
  inside_->system.await_all_actors_done();
  all.requests.take().clear();  // came too late for the front desk; dropped, they say so
  all.env.log->close();
}

}  // namespace sluice
