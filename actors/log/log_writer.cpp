#include "actors/log/log_writer.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/invariant.hpp"

namespace sluice {
namespace {
constexpr millis disk_look_every{1000};
}

log_writer_actor::log_writer_actor(caf::actor_config& cfg, needs own)
    : event_based_actor(cfg), needs_(std::move(own)) {}

caf::behavior log_writer_actor::make_behavior() {
  end_process_on_exception(this, needs_.last);
  return {
      [this](write_order& w) { take(w); },
      [this](const tick&) { write_all(); },
      [this](const disk_look_due&) {
        SLUICE_INVARIANT(will_look_again_);
        will_look_again_ = false;
        look_at_disk(needs_.clock->now());
      },
      [](const pass_round& p) { p.of->passed(p.as); },
      [this](const stop_now&) { quit(); },
  };
}

void log_writer_actor::take(write_order& w) {
  if (broken_) return;  // no answer: nobody may believe anything about this write
  reply_to_.emplace_back(std::move(w.reply_to), w.what.size());
  std::move(w.what.begin(), w.what.end(), std::back_inserter(requests_));
  if (flush_sent_) return;
  flush_sent_ = true;
  send(this, tick{});
}

void log_writer_actor::write_all() {
  flush_sent_ = false;
  if (broken_ || requests_.empty()) return;
  auto outcome = needs_.log->append(requests_);
  if (const auto* failed = std::get_if<store::write_failed>(&outcome)) return stop(failed->what);

  const auto& results = std::get<std::vector<store::append_result>>(outcome);
  SLUICE_INVARIANT(results.size() == requests_.size());
  tell_all(results);
  reply_to_.clear();
  if (!needs_.followers->empty()) hand_on(results);
  requests_.clear();
  if (const auto now = needs_.clock->now(); now >= disk_looked_at_ + disk_look_every)
    look_at_disk(now);
}

/// Behind those who wait for the write.
void log_writer_actor::hand_on(const std::vector<store::append_result>& results) {
  std::vector<store::append_request> next;
  next.reserve(requests_.size());
  needs_.followers->hand_on(*this, std::exchange(requests_, std::move(next)), results);
}

void log_writer_actor::tell_all(const std::vector<store::append_result>& results) {
  auto next = results.begin();
  for (const auto& [who, count] : reply_to_) {
    SLUICE_INVARIANT(static_cast<std::size_t>(results.end() - next) >= count);
    const auto end = next + static_cast<std::ptrdiff_t>(count);
    send(who, written{{next, end}});
    next = end;
  }
  SLUICE_INVARIANT(next == results.end());
}

void log_writer_actor::look_at_disk(instant now) {
  if (broken_) return;
  disk_looked_at_ = now;
  const auto free_bytes = needs_.log->free_bytes();
  const bool low = free_bytes < needs_.min_free_bytes;
  if (low) look_again_soon();
  if (low == disk_is_low_) return;
  disk_is_low_ = low;
  send(*needs_.front_desk, disk_low{low});
  needs_.tells->tell(
      {.level = low ? severity::critical : severity::info,
       .event = low ? "disk_nearly_full" : "disk_has_room",
       .message = low ? "no new orders until there is room; open orders go on" : "orders again",
       .fields = {{"free_bytes", std::to_string(free_bytes)}}});
}

void log_writer_actor::look_again_soon() {
  if (std::exchange(will_look_again_, true)) return;
  delayed_send(this, disk_look_every, disk_look_due{});
}

void log_writer_actor::stop(const std::string& why) {
  SLUICE_INVARIANT(!broken_);
  broken_ = true;
  needs_.tells->tell({.level = severity::critical,
                      .event = "log_write_failed",
                      .message = "the outcome of a write is unknown; stopping: " + why});
  send(*needs_.front_desk, log_broken{why});
}

}  // namespace sluice
