#pragma once
/// Stands before the real sender and writes down what passes: how long each delivery took, and
/// which threads hand over and answer.

#include <atomic>
#include <chrono>
#include <memory>
#include <semaphore>
#include <vector>

#include "actors/ports/webhook_port.hpp"
#include "bench/load/load.hpp"
#include "bench/load/thread_times.hpp"

namespace sluice::bench {

class timed_webhooks final : public webhook_port {
 public:
  /// `expected`: so many are taken in the end.
  timed_webhooks(std::shared_ptr<webhook_port> inner, std::uint64_t expected);

  void send(webhook_message what, on_answer heard) noexcept override;

  /// False: for so long none was taken, though some are missing.
  [[nodiscard]] bool wait(std::chrono::seconds patience);

  // -- after a wait that ended well ---------------------------------------------------------

  /// From the first that was sent to the last that was taken.
  [[nodiscard]] nanoseconds duration() const noexcept { return last_ - first_; }
  /// Of each that was taken: from the courier's hand to its answer, not sorted.
  [[nodiscard]] const std::vector<nanoseconds>& latencies() const noexcept { return latencies_; }
  [[nodiscard]] thread_number courier() const noexcept { return courier_; }
  [[nodiscard]] thread_number client() const noexcept { return client_; }

 private:
  void heard_of(nanoseconds sent);

  std::shared_ptr<webhook_port> inner_;
  std::uint64_t expected_;
  nanoseconds first_ = 0;  ///< the courier's thread
  nanoseconds last_ = 0;   ///< the client's thread, as the latencies
  std::vector<nanoseconds> latencies_;
  std::atomic<std::uint64_t> taken_ = 0;
  std::atomic<thread_number> courier_ = 0, client_ = 0;
  std::binary_semaphore complete_{0};
};

}  // namespace sluice::bench
