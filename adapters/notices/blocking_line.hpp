#pragma once
/// A line whose tries block: each has a thread of its own, so that no receiver waits for another.

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "adapters/notices/line.hpp"

namespace sluice::notices {

class blocking_line final : public line {
 public:
  /// Must come to an end soon once `stopping`.
  using attempt =
      std::function<receiver_answer(const letter& what, const std::atomic<bool>& stopping)>;

  explicit blocking_line(attempt how);
  ~blocking_line() override;
  blocking_line(const blocking_line&) = delete;
  blocking_line& operator=(const blocking_line&) = delete;

  void send(letter what, receiver_port::on_answer heard) noexcept override;
  void stop() noexcept override;

 private:
  using task = std::pair<letter, receiver_port::on_answer>;
  void run();

  const attempt how_;
  std::mutex guard_{};
  std::condition_variable changed_{};
  std::vector<task> waiting_{};  // guarded by guard_
  std::atomic<bool> stopping_{false};  // set under guard_
  std::thread worker_;
};

}  // namespace sluice::notices
