#include "sim/world/lines.hpp"

namespace sluice::sim {

void lines::serve(std::shared_ptr<connection_watch> watch) {
  watch_ = std::move(watch);
  idle_since_.clear();
}

void lines::close_old_ones() {
  for (auto at = idle_since_.begin(); at != idle_since_.end();) {
    const auto one = *at++;
    if (one.second + channel::longest_idle <= scene_->time.now()) close(one.first);
  }
}

std::optional<lines::number> lines::take_idle() {
  close_old_ones();
  if (idle_since_.empty()) return std::nullopt;
  const auto which = idle_since_.begin()->first;
  idle_since_.erase(which);
  return which;
}

std::optional<lines::number> lines::take(dice& luck) {
  const auto idle = take_idle();
  const bool was_cut = idle && luck.strikes(hazard::idle_connection_cut);
  if (idle && !was_cut) return idle;
  if (was_cut) close(*idle);
  if (!watch_->may_open(++count_)) {
    scene_->judges.calls.may_not_open(to_, was_cut);
    return std::nullopt;
  }
  scene_->judges.calls.has_opened(to_);
  return count_;
}

void lines::is_idle(number which) {
  idle_since_.emplace(which, scene_->time.now());
  watch_->is_idle(which);
}

void lines::close(number which) {
  idle_since_.erase(which);
  watch_->closed(which);
}

}  // namespace sluice::sim
