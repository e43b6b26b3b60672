#pragma once
/// A message that goes through the mailboxes of those who do the engine's work, one after the
/// other in each: when all have passed it, the engine turns round. How long each kind took to come
/// to it is how long its queue is. Any thread.

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string_view>

#include "actors/ports/clock.hpp"
#include "base/enumerators.hpp"
#include "base/invariant.hpp"

namespace sluice {

enum class round_stop : std::uint8_t { front_desk, merchants, orders, channels, log_writer };

[[nodiscard]] inline std::string_view name_of(round_stop s) noexcept {
  switch (s) {
    case round_stop::front_desk: return "front_desk";
    case round_stop::merchants: return "merchants";
    case round_stop::orders: return "orders";
    case round_stop::channels: return "channels";
    case round_stop::log_writer: return "log_writer";
  }
  broken_invariant("every stop has a name", __FILE__, __LINE__);
}

class round_trip {
 public:
  /// Of the slowest of each kind.
  using waits = std::array<std::chrono::nanoseconds, enumerators<round_stop>.size()>;

  /// `many` have to pass it.
  round_trip(std::uint32_t many, std::shared_ptr<clock_port> clock)
      : clock_(std::move(clock)), began_(clock_->now()), left_(many) {}

  void passed(round_stop at) {
    const std::int64_t took = age().count();
    auto& longest = waited_[static_cast<std::size_t>(at)];
    auto known = longest.load(std::memory_order_relaxed);
    while (known < took && !longest.compare_exchange_weak(known, took)) {
    }
    left_.fetch_sub(1);
  }
  [[nodiscard]] bool is_done() const noexcept { return left_.load() == 0; }
  [[nodiscard]] std::chrono::nanoseconds age() const { return clock_->now() - began_; }
  [[nodiscard]] waits waited() const noexcept {
    waits out{};
    for (std::size_t i = 0; i < out.size(); ++i)
      out[i] = std::chrono::nanoseconds(waited_[i].load(std::memory_order_relaxed));
    return out;
  }

 private:
  const std::shared_ptr<clock_port> clock_;
  const instant began_;
  std::atomic<std::uint32_t> left_;
  std::array<std::atomic<std::int64_t>, enumerators<round_stop>.size()> waited_{};
};

}  // namespace sluice
