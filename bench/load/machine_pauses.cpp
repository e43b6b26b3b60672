#include "bench/load/machine_pauses.hpp"

#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <stdexcept>
#include <thread>

namespace sluice::bench {
namespace {

constexpr nanoseconds period = 1'000'000;
constexpr nanoseconds tolerated = 1'000'000;
constexpr std::size_t most_pauses = 65'536;  ///< a core; beyond, the run is worthless anyway

enum core_state : int { starting, watching, refused };

bool take_core_for_itself(std::size_t core) {
  cpu_set_t only_this;
  CPU_ZERO(&only_this);
  CPU_SET(core, &only_this);
  const sched_param highest{.sched_priority = ::sched_get_priority_max(SCHED_FIFO)};
  return ::sched_setaffinity(0, sizeof only_this, &only_this) == 0 &&
         ::sched_setscheduler(0, SCHED_FIFO, &highest) == 0;
}

}  // namespace

struct pause_control::core_log {
  std::atomic<int> state{starting};
  std::atomic<std::size_t> count{0};
  std::array<pause, most_pauses> pauses;

  /// In the child, which shares nothing with us but this: only system calls, because another
  /// thread may have held a lock when we forked.
  [[noreturn]] void watch(std::size_t core, pid_t parent) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent || !take_core_for_itself(core)) {
      state = refused;
      ::_exit(0);
    }
    state = watching;
    for (auto due = now_ns() + period;; due += period) {
      const timespec at{due / 1'000'000'000, due % 1'000'000'000};
      ::clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, nullptr);
      const auto woken = now_ns();
      if (woken - due <= tolerated) continue;
      const auto n = count.load(std::memory_order_relaxed);
      if (n < most_pauses) {
        pauses[n] = {due, woken};
        count.store(n + 1, std::memory_order_release);
      }
      due = woken;
    }
  }
};

pause_control::pause_control() {
  const std::size_t cores = std::thread::hardware_concurrency();
  void* const memory = ::mmap(
      nullptr, cores * sizeof(core_log), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::runtime_error("no memory to watch the machine's pauses");
  logs_ = static_cast<core_log*>(memory);  // zeroed by the kernel: starting, nothing seen
  const auto me = ::getpid();
  for (std::size_t core = 0; core < cores; ++core) {
    const auto child = ::fork();
    if (child < 0) throw std::runtime_error("no process to watch the machine's pauses");
    if (child == 0) logs_[core].watch(core, me);
    children_.push_back(child);
  }
  for (std::size_t core = 0; core < cores; ++core)
    while (logs_[core].state == starting) ::usleep(1000);
}

pause_control::~pause_control() {
  for (const auto child : children_) {
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
  }
  ::munmap(logs_, children_.size() * sizeof(core_log));
}

bool pause_control::permitted() const noexcept {
  for (std::size_t core = 0; core < children_.size(); ++core)
    if (logs_[core].state != watching) return false;
  return true;
}

pause_record pause_control::seen() const {
  std::vector<pause> all;
  for (std::size_t core = 0; core < children_.size(); ++core) {
    const auto count = logs_[core].count.load(std::memory_order_acquire);
    all.insert(all.end(), logs_[core].pauses.begin(), logs_[core].pauses.begin() + count);
  }
  return pause_record{std::move(all)};
}

pause_record::pause_record(std::vector<pause> of_all_cores) {
  std::sort(of_all_cores.begin(), of_all_cores.end(),
            [](const pause& a, const pause& b) { return a.begin < b.begin; });
  for (const auto& p : of_all_cores)
    if (!pauses_.empty() && p.begin <= pauses_.back().end)
      pauses_.back().end = std::max(pauses_.back().end, p.end);
    else
      pauses_.push_back(p);
}

bool pause_record::overlaps(nanoseconds begin, nanoseconds end) const {
  const auto next = std::lower_bound(pauses_.begin(), pauses_.end(), begin,
                                     [](const pause& p, nanoseconds t) { return p.end < t; });
  return next != pauses_.end() && next->begin <= end;
}

pause_record::summary pause_record::within(nanoseconds begin, nanoseconds end) const {
  summary out;
  for (const auto& p : pauses_) {
    const auto length = std::min(p.end, end) - std::max(p.begin, begin);
    if (length <= 0) continue;
    ++out.count;
    out.covered += length;
    out.longest = std::max(out.longest, length);
  }
  return out;
}

}  // namespace sluice::bench
