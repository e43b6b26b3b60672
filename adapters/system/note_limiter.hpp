#pragma once
/// Keeps one broken thing from filling the log. Equal notes are let through a few times per window;
/// different notes of one event are limited too, unless they are critical: each of those is about
/// another order and must be seen. What was left out is counted and told with the next one let
/// through.
///
/// Used by log_observer under its lock; not thread-safe itself.

#include <chrono>
#include <cstdint>
#include <optional>
#include <unordered_map>

#include "actors/ports/observer.hpp"

namespace sluice {

class note_limiter {
 public:
  using moment = std::chrono::steady_clock::time_point;

  struct limits {
    std::chrono::milliseconds window{10'000};
    std::uint32_t equal_notes = 3;  ///< per window
    std::uint32_t same_event = 1'000;  ///< per window; not for critical notes
  };

  note_limiter() : note_limiter(limits{}) {}
  explicit note_limiter(limits allowed) : allowed_(allowed) {}

  /// Nothing: leave this note out. Otherwise how many of its kind were left out since the last one.
  [[nodiscard]] std::optional<std::uint64_t> admit(const note& n, moment now);

 private:
  struct counter {
    std::uint32_t seen = 0;
    std::uint64_t left_out = 0;
  };
  void start_window(moment now);

  limits allowed_;
  moment window_ends_{};
  std::unordered_map<std::uint64_t, counter> equal_;
  std::unordered_map<std::uint64_t, counter> events_;
};

}  // namespace sluice
