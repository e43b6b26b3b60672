#include "actors/engine/engine.hpp"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

#include "actors/engine/cast.hpp"
#include "actors/engine/messages.hpp"

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

/// Waits for the channels all at once, then for the hosts with the orders to which they answer.
void wait_until_quiet(caf::actor_system& system, const cast& all, clock_port& clock, millis limit) {
  const auto until = clock.now() + limit;
  caf::scoped_actor me{system};
  me->send(all.front_desk(), start_draining{});
  const auto ask = [&](const caf::actor& who, millis how_long) {
    return me->request(who, how_long, are_you_quiet{});
  };
  const auto wait_for = [](auto& answer) {
    answer.receive([](bool) {}, [](const caf::error&) {});  // too late: in doubt after the restart
  };
  std::vector<decltype(ask(all.front_desk(), limit))> channels;
  for (const auto& [id, channel] : all.channels()) channels.push_back(ask(channel, limit));
  for (auto& answer : channels) wait_for(answer);
  const auto rest = std::max<millis>(until - clock.now(), least_time_to_write);
  std::vector<decltype(ask(all.front_desk(), limit))> orders;
  for (const auto& host : all.orders().all) orders.push_back(ask(host, rest));
  for (auto& answer : orders) wait_for(answer);
}

}  // namespace

struct engine::inside {
  inside(const engine_settings& settings, const environment& env)
      : log(env.log),
        clock(env.clock),
        drain_limit(settings.drain_limit),
        config(settings.scheduler_threads),
        system(config),
        everyone(system, settings, env, threading::real) {}

  std::shared_ptr<store::event_log> log;
  std::shared_ptr<clock_port> clock;
  millis drain_limit;
  system_settings config;
  caf::actor_system system;
  cast everyone;
  std::atomic<bool> draining{false};
};

engine::engine(const engine_settings& settings, const environment& env)
    : inside_(std::make_unique<inside>(settings, env)) {}

engine::~engine() { drain(); }

void engine::submit(request r) {
  if (inside_->draining)
    return r.reply_to->reply(
        rejection{rejection_code::draining, "", "the engine is stopping; send it again soon"});
  inside_->everyone.ask(std::move(r));
}

void engine::notify(agreement_notice n, acknowledgement::listener heard) {
  acknowledgement word(std::move(heard));
  if (!inside_->draining) inside_->everyone.notify(std::move(n), std::move(word));
}

void engine::notify(channel_notification n, acknowledgement::listener heard) {
  acknowledgement word{std::move(heard)};
  if (!inside_->draining) inside_->everyone.notify(std::move(n), std::move(word));
}

std::vector<follower_standing> engine::followers() const {
  return inside_->everyone.followers().standings();
}

degradation::level_wish engine::level() const { return inside_->everyone.level(); }

std::map<channel_id, channel::breaker_phase> engine::worst_ways() const {
  std::map<channel_id, channel::breaker_phase> out;
  const auto& all = inside_->everyone;
  for (const auto& [id, channel] : all.channels()) out.emplace(id, all.standings().worst_of(id));
  return out;
}

std::vector<std::pair<webhook::endpoint_id, webhook_view>> engine::endpoints() const {
  return inside_->everyone.endpoints();
}

std::shared_ptr<const round_trip> engine::send_round() const {
  return inside_->draining ? nullptr : inside_->everyone.send_round(inside_->clock);
}

void engine::drain() {
  if (inside_->draining.exchange(true)) return;
  auto& all = inside_->everyone;
  wait_until_quiet(inside_->system, all, *inside_->clock, inside_->drain_limit);
  all.tell_all_to_stop();
  inside_->system.await_all_actors_done();
  all.drop_requests();  // came too late for the front desk
  inside_->log->close();
}

}  // namespace sluice
