#include "actors/follow/publisher.hpp"

#include <algorithm>

namespace sluice {
namespace {
constexpr std::string_view follower = "publisher";
constexpr store::sequence at_a_time = 1024;
constexpr std::chrono::seconds pause_when_not_taken{1};
}  // namespace

publisher_actor::publisher_actor(caf::actor_config& cfg, needs own)
    : event_based_actor(cfg), needs_(std::move(own)) {}

caf::behavior publisher_actor::make_behavior() {
  end_process_on_exception(this, needs_.last);
  done_ = needs_.log->cursor(follower);
  return {
      [this](const log_advanced& a) {
        head_ = std::max(head_, a.head);
        if (busy_) return;
        busy_ = true;
        send(this, tick{});
      },
      [this](const tick&) { publish_some(); },
      [this](const stop_now&) { quit(); },
  };
}

void publisher_actor::publish_some() {
  busy_ = false;
  if (done_ >= head_) return;
  auto reached = done_;
  const auto last = std::min(head_, done_ + at_a_time);
  bool taken = true;
  const auto damage = needs_.log->read_all(done_ + 1, [&](const store::record& r) {
    taken = needs_.events->publish(r);
    if (taken) reached = r.position;
    return taken && reached < last;
  });
  if (damage)
    needs_.tells->tell({.level = severity::critical,
                        .event = "log_damaged",
                        .message = "events cannot be published: " + damage->what});
  const bool arrived = reached > done_ && needs_.events->flush();
  if (arrived) {
    done_ = reached;
    needs_.log->save_cursor(follower, done_);
  }
  busy_ = true;
  if (arrived && taken && !damage)
    send(this, tick{});
  else
    delayed_send(this, pause_when_not_taken, tick{});
}

}  // namespace sluice
