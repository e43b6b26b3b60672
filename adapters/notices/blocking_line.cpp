#include "adapters/notices/blocking_line.hpp"

#include <csignal>

namespace sluice::notices {
namespace {

const receiver_answer stopped{.why = "was not told: the engine ends"};

/// A program or a server that goes away while it is written to is an error code, not our end.
void block_broken_pipes() noexcept {
  sigset_t broken;
  sigemptyset(&broken);
  sigaddset(&broken, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &broken, nullptr);
}

}  // namespace

blocking_line::blocking_line(attempt how) : how_(std::move(how)), worker_([this] { run(); }) {}

blocking_line::~blocking_line() { stop(); }

void blocking_line::send(letter what, receiver_port::on_answer heard) noexcept {
  {
    const std::lock_guard held(guard_);
    if (!stopping_) {
      waiting_.emplace_back(std::move(what), std::move(heard));
      changed_.notify_one();
      return;
    }
  }
  heard(stopped);
}

void blocking_line::stop() noexcept {
  {
    const std::lock_guard held(guard_);
    stopping_ = true;
  }
  changed_.notify_one();
  if (worker_.joinable()) worker_.join();
}

void blocking_line::run() {
  block_broken_pipes();
  while (true) {
    std::vector<task> all;
    {
      std::unique_lock held(guard_);
      changed_.wait(held, [this] { return stopping_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      all.swap(waiting_);
    }
    for (const auto& [what, heard] : all) heard(stopping_ ? stopped : how_(what, stopping_));
  }
}

}  // namespace sluice::notices
