#pragma once
/// Sends orders, closed loop or open loop, and writes down when each was due and when it was
/// answered. It does not know to whom they go: that is the sender's business.
///
/// Closed loop: each answer sends the next order, so that a fixed number is always under way. A
/// slow engine slows it down, and what would have been sent meanwhile is never measured.
/// Open loop: order i is due at start + i / rate, whatever the engine does. Latency counts from
/// when it was due, so that a stall is charged to every order that had to wait for it (no
/// coordinated omission). The sender never waits for an answer.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <semaphore>
#include <span>
#include <vector>

namespace sluice::bench {

/// Nanoseconds of the steady clock, as in the pauses of machine_pauses.hpp.
using nanoseconds = std::int64_t;
[[nodiscard]] nanoseconds now_ns() noexcept;

struct order_life {
  nanoseconds begin = 0;  ///< sent (closed loop), due (open loop)
  nanoseconds end = 0;    ///< answered; 0: never
  bool paid = false;
};

/// From the first order sent or due to the last answer. Precondition: there are orders.
[[nodiscard]] nanoseconds duration_of(std::span<const order_life> lives);
[[nodiscard]] std::uint64_t paid_of(std::span<const order_life> lives);

class load {
 public:
  /// Sends the order of this index. Closed loop: called on whatever thread answers.
  using sender = std::function<void(std::uint64_t index)>;

  load(std::uint64_t orders, sender send);

  /// Both return when the last order has been answered.
  void run_closed(std::uint32_t in_flight);
  void run_open(double orders_per_second);

  /// The open loop's two halves, for who has something else to do between them. The first returns
  /// when the last order has been sent.
  void send_open(double orders_per_second);
  void wait_for_answers();

  /// Any thread, exactly once an order.
  void answered(std::uint64_t index, bool paid);

  /// Before a run: it ends when for so long nobody has answered. Never, unless this is called.
  void give_up_after(std::chrono::seconds of_silence) { patience_ = of_silence; }

  [[nodiscard]] std::span<const order_life> lives() const noexcept { return lives_; }
  /// Processor time of the open loop's own thread; sending includes the engine's or client's
  /// submit.
  [[nodiscard]] nanoseconds sender_cpu() const noexcept { return sender_cpu_; }

 private:
  void send_next();

  sender send_;
  std::vector<order_life> lives_;  ///< by order; each is written by one thread at a time
  bool closed_ = true;
  std::chrono::seconds patience_ = std::chrono::seconds::max();
  nanoseconds sender_cpu_ = 0;
  std::atomic<std::uint64_t> sent_{0};
  std::atomic<std::uint64_t> done_{0};
  std::binary_semaphore finished_{0};
};

}  // namespace sluice::bench
