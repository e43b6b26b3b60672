#include "adapters/channels/key_rounds.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

#include "base/time_text.hpp"

namespace sluice {

key_rounds::key_rounds(std::vector<key_fetcher::channel> channels, means with,
                       std::shared_ptr<observer> tells, millis between_rounds)
    : clock_(with.clock), tells_(std::move(tells)), pause_(between_rounds) {
  for (auto& one : channels)
    stops_.push_back(
        {.fetches = key_fetcher(one, with, tells_), .speaks = one.speaks, .id = one.id});
  walks_ = std::thread([this] {
    std::unique_lock held(lock_);
    while (!is_over_) {
      held.unlock();
      go_round();
      held.lock();
      changed_.wait_for(held, pause_, [this] { return is_over_; });
    }
  });
}

key_rounds::~key_rounds() { stop(); }

void key_rounds::stop() {
  {
    const std::lock_guard held(lock_);
    is_over_ = true;
  }
  changed_.notify_one();
  if (walks_.joinable()) walks_.join();
}

void key_rounds::go_round() {
  for (auto& at : stops_) {
    at.fetches.look();
    tell_of_ends(at);
  }
}

void key_rounds::tell_of_ends(stop_on_the_way& at) {
  const auto now = clock_.machine_time();
  for (const auto& one : at.watch.news(at.speaks.now()->certificates(), now))
    tells_->tell(note_of_end(at.id, one, now));
}

note note_of_end(const channel_id& channel, const certificate_end& one, instant now) {
  const bool is_over = age_of(one, now) == certificate_age::ended;
  const auto left = std::chrono::floor<std::chrono::days>(one.until - now).count();
  return {.level = severity::warning,
          .event = is_over ? "certificate_ended" : "certificate_ends",
          .message = is_over ? "A certificate has ended; what is proven by it is not believed any "
                               "more, or not by the channel."
                             : "A certificate ends soon; it should be exchanged before.",
          .fields = {{"channel", channel.value()},
                     {"key", one.key},
                     {"serial", one.serial},
                     {"until", rfc3339(one.until)},
                     {"days", std::to_string(std::max<long>(left, 0))}}};
}

}  // namespace sluice
