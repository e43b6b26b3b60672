#include "actors/log_writer.hpp"

#include <algorithm>

#include "actors/last_resort.hpp"

namespace sluice {
namespace {
constexpr millis disk_look_every{1000};
}

log_writer_actor::log_writer_actor(caf::actor_config& cfg, cast_ptr everyone)
    : event_based_actor(cfg), cast_(std::move(everyone)) {}

caf::behavior log_writer_actor::make_behavior() {
  end_process_on_exception(this, cast_);
  return {
      [this](write_order& w) { take(w); },
      [this](const tick&) { write_all(); },
      [this](const stop_now&) { quit(); },
  };
}

void log_writer_actor::take(write_order& w) {
  if (broken_) return;  // no answer: nobody may believe anything about this write
  requests_.push_back(std::move(w.what));
  reply_to_.emplace_back(std::move(w.reply_to), w.ticket);
  if (flush_sent_) return;
  flush_sent_ = true;
  send(this, tick{});
}

void log_writer_actor::write_all() {
  flush_sent_ = false;
  if (broken_ || requests_.empty()) return;
  auto outcome = cast_->env.log->append(requests_);
  if (const auto* failed = std::get_if<store::write_failed>(&outcome)) return stop(failed->what);

  const auto& results = std::get<std::vector<store::append_result>>(outcome);
  tell_all(results);
  requests_.clear();
  reply_to_.clear();
  if (cast_->publisher)
    send(cast_->publisher, log_advanced{cast_->env.log->current_head().position});
  look_at_disk();
}

/// One message for everybody who asked: waking an actor costs more than telling it something.
void log_writer_actor::tell_all(const std::vector<store::append_result>& results) {
  SLUICE_INVARIANT(results.size() == reply_to_.size());
  std::vector<std::pair<caf::actor, written>> news;
  for (std::size_t i = 0; i < results.size(); ++i) {
    const auto& [who, ticket] = reply_to_[i];
    auto to = std::find_if(news.begin(), news.end(), [&](const auto& n) { return n.first == who; });
    if (to == news.end()) to = news.insert(to, {who, written{}});
    to->second.results.emplace_back(ticket, results[i]);
  }
  for (auto& [who, what] : news) send(who, std::move(what));
}

void log_writer_actor::look_at_disk() {
  const auto now = cast_->env.clock->now();
  if (now < disk_looked_at_ + disk_look_every) return;
  disk_looked_at_ = now;
  const auto free_bytes = cast_->env.log->free_bytes();
  const bool low = free_bytes < cast_->settings.min_free_bytes;
  if (low == disk_is_low_) return;
  disk_is_low_ = low;
  send(cast_->front_desk, disk_low{low});
  cast_->env.tells->tell(
      {.level = low ? severity::critical : severity::info,
       .event = low ? "disk_nearly_full" : "disk_has_room",
       .message = low ? "no new orders until there is room; open orders go on" : "orders again",
       .fields = {{"free_bytes", std::to_string(free_bytes)}}});
}

void log_writer_actor::stop(const std::string& why) {
  broken_ = true;
  cast_->env.tells->tell({.level = severity::critical,
                          .event = "log_write_failed",
                          .message = "the outcome of a write is unknown; stopping: " + why});
  send(cast_->front_desk, log_broken{why});
}

}  // namespace sluice
