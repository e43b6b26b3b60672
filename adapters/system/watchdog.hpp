#pragma once
/// When the service manager is told that the service lives (WATCHDOG=1 of sd_notify(3)), and when
/// it is asked whether it does. It is told only after a message has gone round the engine: one that
/// hangs is silent, and is started again. Pure.

#include <algorithm>
#include <chrono>
#include <optional>
#include <string_view>

namespace sluice {

class watchdog {
 public:
  using clock = std::chrono::steady_clock;

  /// `limit`: how long the service manager waits; nothing: it does not watch, and the engine is
  /// looked at once a second all the same, so that people see how long its queues are.
  explicit watchdog(std::optional<std::chrono::microseconds> limit) : limit_(limit) {}

  /// A round should begin.
  [[nodiscard]] bool is_due(clock::time_point now) const noexcept {
    return !running_since_ && now >= next_;
  }
  void began(clock::time_point now) noexcept {
    running_since_ = now;
    next_ = now + pace();
  }
  /// It has gone round. True: the service manager is to hear of it.
  [[nodiscard]] bool ended() noexcept {
    running_since_.reset();
    return limit_.has_value();
  }
  /// Since when the engine has not gone round; nothing: it is not being waited for.
  [[nodiscard]] std::optional<clock::time_point> running_since() const noexcept {
    return running_since_;
  }

 private:
  /// sd_watchdog_enabled(3) advises half of it; a third leaves room for one that is slow.
  [[nodiscard]] std::chrono::microseconds pace() const noexcept {
    constexpr std::chrono::microseconds usual{1'000'000};
    return limit_ ? std::min(usual, *limit_ / 3) : usual;
  }

  std::optional<std::chrono::microseconds> limit_;
  std::optional<clock::time_point> running_since_{};
  clock::time_point next_{};
};

/// What $WATCHDOG_USEC and $WATCHDOG_PID say, if they are meant for this process. Null: not set.
[[nodiscard]] std::optional<std::chrono::microseconds> watchdog_limit(
    const char* microseconds, const char* meant_for, long this_process) noexcept;
[[nodiscard]] watchdog watchdog_of_this_process() noexcept;

}  // namespace sluice
