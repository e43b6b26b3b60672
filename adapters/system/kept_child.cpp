#include "adapters/system/kept_child.hpp"

#include <algorithm>
#include <csignal>
#include <stdexcept>

namespace sluice {
namespace {

using clock = std::chrono::steady_clock;

constexpr int cannot_start = 127;  ///< as shells say it

}  // namespace

kept_child::kept_child(std::vector<std::string> arguments, std::function<void(const ended&)> tells,
                       limits allowed)
    : arguments_(std::move(arguments)),
      tells_(std::move(tells)),
      allowed_(allowed),
      // The kernel ends a child when the thread that started it ends: so one thread starts them all
      // and lives as long as this object.
      keeper_([this] { keep(); }) {}

kept_child::~kept_child() {
  {
    const std::lock_guard lock(guard_);
    stopping_ = true;
    if (running_ != nullptr) running_->send(SIGTERM);
  }
  changed_.notify_all();
  {
    constexpr millis patience{5000};
    std::unique_lock lock(guard_);
    if (!changed_.wait_for(lock, patience, [this] { return running_ == nullptr; }))
      running_->send(SIGKILL);
  }
  keeper_.join();
}

bool kept_child::is_given_up() const {
  const std::lock_guard lock(guard_);
  return given_up_;
}

void kept_child::keep() {
  int ends = 0;
  while (true) {
    const auto begun = clock::now();
    const auto status = run_once();
    if (!status) return;
    if (clock::now() - begun >= allowed_.steady) ends = 0;
    if (!pause(++ends, *status)) return;
  }
}

std::optional<int> kept_child::run_once() {
  std::optional<child_process> child;
  {
    const std::lock_guard lock(guard_);
    if (stopping_) return std::nullopt;
    try {
      child.emplace(arguments_, child_process::group::own);  // it ends when we end it
    } catch (const std::runtime_error&) {
      return cannot_start;
    }
    running_ = &*child;
  }
  child->wait_without_reaping();  // its id stays its own while others may send to it
  const std::lock_guard lock(guard_);
  running_ = nullptr;
  changed_.notify_all();
  const int status = child->wait();
  if (stopping_) return std::nullopt;
  return status;
}

bool kept_child::pause(int ends, int status) {
  if (ends >= allowed_.ends_in_a_row) {
    {
      const std::lock_guard lock(guard_);
      given_up_ = true;
    }
    tells_({.status = status});
    return false;
  }
  auto time = allowed_.first_pause;
  for (int n = 1; n < ends && time < allowed_.longest_pause; ++n) time *= 2;
  time = std::min(time, allowed_.longest_pause);
  tells_({.status = status, .again_in = time});
  std::unique_lock lock(guard_);
  return !changed_.wait_for(lock, time, [this] { return stopping_; });
}

}  // namespace sluice
