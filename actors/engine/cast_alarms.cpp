/// Who watches for alarms, and by whom people hear of them.

#include "actors/alarm/alarm_actor.hpp"
#include "actors/alarm/notifier_actor.hpp"
#include "actors/engine/cast_makings.hpp"

namespace sluice {

void cast::spawn_watch(const makings& of) {
  const auto& [system, settings, env, how, last] = of;
  if (env.heard == nullptr) return;
  *alarms_ = of.spawn<alarm_actor>(alarm_actor::needs{
      .log = env.log,
      .log_writer = log_writer_,
      .clock = env.clock,
      .tells = env.tells,
      .facts = env.heard,
      .follower = alarm_follower_,
      .notifier = notifier_,
      .front_desk = front_desk_,
      .firing = env.firing,
      .thresholds = settings.alarms.thresholds,
      .receivers = settings.alarms.receivers,
      .last = last});
  heard_ = env.heard;
  heard_->lead_to(*alarms_);
}

void cast::spawn_notifier(const makings& of) {
  const auto& [system, settings, env, how, last] = of;
  if (env.receivers == nullptr && env.heartbeat == nullptr) return;
  const auto receivers = env.receivers ? settings.alarms.receivers : std::vector<alarm::receiver>{};
  *notifier_ = of.spawn<notifier_actor>(notifier_actor::needs{
      .receivers = receivers,
      .port = env.receivers,
      .heartbeat = env.heartbeat,
      .counts = env.notices ? env.notices : std::make_shared<notice_counts>(receivers),
      .log = env.log,
      .clock = env.clock,
      .tells = env.tells,
      .alarms = alarms_,
      .last = last});
}

}  // namespace sluice
