#pragma once
/// A closed loop of create requests: each answer sends the next one, so that a fixed number is
/// always under way. Measures from submit to the final answer.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <future>
#include <vector>

#include "actors/engine.hpp"

namespace sluice {

class load_loop {
 public:
  using stopwatch = std::chrono::steady_clock;

  /// Numbers the orders from `first`.
  load_loop(engine& target, std::uint64_t first, std::uint64_t orders);

  /// Runs all orders with so many under way; returns when the last is answered. False: one of them
  /// was not paid.
  [[nodiscard]] bool run(std::uint32_t in_flight);

  [[nodiscard]] std::vector<std::uint32_t> latencies_us() const { return latencies_us_; }

 private:
  friend class load_reply;
  void send_next();
  void answered(std::uint64_t index, stopwatch::time_point sent, bool paid);

  engine& target_;
  std::uint64_t first_;
  std::vector<std::uint32_t> latencies_us_;  ///< by order; written once each
  std::atomic<std::uint64_t> sent_{0};
  std::atomic<std::uint64_t> done_{0};
  std::atomic<bool> all_paid_{true};
  std::promise<void> finished_;
};

}  // namespace sluice
