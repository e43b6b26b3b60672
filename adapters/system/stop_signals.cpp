#include "adapters/system/stop_signals.hpp"

#include <csignal>
#include <ctime>

namespace sluice {
namespace {

sigset_t both() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  return set;
}

}  // namespace

stop_signals::stop_signals() {
  const auto set = both();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  static_cast<void>(std::signal(SIGPIPE, SIG_IGN));
}

stop_signals::~stop_signals() { let_the_next_one_kill(); }

int stop_signals::wait() {
  const auto set = both();
  int number = SIGTERM;
  while (sigwait(&set, &number) != 0) {
  }
  let_the_next_one_kill();
  return number;
}

std::optional<int> stop_signals::wait_for(millis time) {
  const auto set = both();
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time);
  const timespec limit{
      .tv_sec = seconds.count(), .tv_nsec = std::chrono::nanoseconds(time - seconds).count()};
  const int number = sigtimedwait(&set, nullptr, &limit);
  if (number < 0) return std::nullopt;
  let_the_next_one_kill();
  return number;
}

void stop_signals::let_the_next_one_kill() {
  const auto set = both();
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

}  // namespace sluice
