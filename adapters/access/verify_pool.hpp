#pragma once
/// A few threads for work that would hold up those who hear requests: checking Ed25519 signatures.
/// Bounded: what does not fit is refused, not queued.

#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace sluice::access {

class verify_pool {
 public:
  verify_pool(std::size_t most_waiting, unsigned threads);
  /// What waits is done first. Also on one of its own threads, when a job held the last of it.
  ~verify_pool();
  verify_pool(const verify_pool&) = delete;
  verify_pool& operator=(const verify_pool&) = delete;

  /// Any thread. False: full, and it will not be done.
  [[nodiscard]] bool put(std::function<void()> job);

 private:
  struct queue;
  static void work(const std::shared_ptr<queue>& from);

  const std::size_t most_;
  const unsigned wanted_;
  std::shared_ptr<queue> queue_;      ///< shared with the threads: see the destructor
  std::vector<std::thread> threads_;  ///< started with the first jobs
};

}  // namespace sluice::access
