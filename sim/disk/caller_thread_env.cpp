#include "sim/disk/caller_thread_env.hpp"

#include <algorithm>
#include <utility>

namespace sluice::sim {

void caller_thread_env::Schedule(void (*function)(void*), void* argument, Priority priority,
                                 void* tag, void (*undo)(void*)) {
  // Without a tag it cannot be taken back, and a database that closes would wait for it for ever.
  if (tag == nullptr) return EnvWrapper::Schedule(function, argument, priority, tag, undo);
  const std::lock_guard lock(mutex_);
  waiting_.push_back({function, argument, priority, tag, undo});
}

int caller_thread_env::UnSchedule(void* tag, Priority priority) {
  std::deque<job> taken_back;
  {
    const std::lock_guard lock(mutex_);
    const auto stays = [&](const job& j) { return j.tag != tag || j.priority != priority; };
    const auto first = std::stable_partition(waiting_.begin(), waiting_.end(), stays);
    taken_back.assign(first, waiting_.end());
    waiting_.erase(first, waiting_.end());
  }
  for (const auto& j : taken_back) {
    if (j.undo != nullptr) j.undo(j.argument);
  }
  return static_cast<int>(taken_back.size()) + EnvWrapper::UnSchedule(tag, priority);
}

std::optional<caller_thread_env::job> caller_thread_env::next() {
  const std::lock_guard lock(mutex_);
  if (waiting_.empty()) return std::nullopt;
  const auto first = waiting_.front();
  waiting_.pop_front();
  return first;
}

void caller_thread_env::run_waiting() {
  while (const auto j = next()) j->function(j->argument);
}

}  // namespace sluice::sim
