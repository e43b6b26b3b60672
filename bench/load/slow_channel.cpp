#include "bench/load/slow_channel.hpp"

#include <utility>

namespace sluice::bench {

slow_channel::slow_channel(manner how, std::chrono::milliseconds answers_after)
    : answers_after_(answers_after),
      hangs_(how == manner::hangs),
      thread_([this](const std::stop_token& stop) { answer_all(stop); }) {}

slow_channel::~slow_channel() = default;

void slow_channel::start(channel_call call, on_answer done) {
  const std::lock_guard hold(mutex_);
  const std::chrono::microseconds usual = answers_after_;
  std::uniform_int_distribution<std::int64_t> takes(usual.count() * 3 / 4, usual.count() * 5 / 4);
  const auto due = std::chrono::steady_clock::now() + std::chrono::microseconds(takes(dice_));
  waiting_.emplace(due, waiting{std::move(call), std::move(done)});
  changed_.notify_one();
}

void slow_channel::let_go() {
  const std::lock_guard hold(mutex_);
  hangs_ = false;
  changed_.notify_one();
}

void slow_channel::answer_all(const std::stop_token& stop) {
  std::unique_lock hold(mutex_);
  while (changed_.wait(hold, stop, [this] { return !hangs_ && !waiting_.empty(); })) {
    const auto due = waiting_.begin()->first;
    if (std::chrono::steady_clock::now() < due) {
      changed_.wait_until(hold, stop, due, [&] { return waiting_.begin()->first < due; });
      continue;
    }
    auto next = waiting_.extract(waiting_.begin());
    hold.unlock();
    says_yes_.start(std::move(next.mapped().call), std::move(next.mapped().done));
    hold.lock();
  }
}

}  // namespace sluice::bench
