#include "adapters/system/reload_signal.hpp"

#include <csignal>
#include <ctime>

namespace sluice {
namespace {

sigset_t hang_up() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGHUP);
  return set;
}

}  // namespace

reload_signal::reload_signal() {
  const auto set = hang_up();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

reload_signal::~reload_signal() {
  const auto set = hang_up();
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

bool reload_signal::has_come() {
  const auto set = hang_up();
  const timespec at_once{};
  return sigtimedwait(&set, nullptr, &at_once) == SIGHUP;
}

}  // namespace sluice
