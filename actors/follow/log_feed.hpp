#pragma once
/// What was written last, handed on by the log writer to the followers at the head of the log. It
/// holds a bounded number of records: whoever lags further behind reads the log itself, at its own
/// pace, and the writer never waits. Any thread.

#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "actors/follow/fresh_batch.hpp"

namespace sluice {

/// Where one follower stands, for whoever wants to see it, and whether it has been told of news
/// that it has not looked at yet.
struct follower_place {
  explicit follower_place(std::string who) : name(std::move(who)) {}
  const std::string name;
  std::atomic<store::sequence> cursor{0};
  std::atomic<bool> is_kept_waiting{false};  ///< what it tells is not taken on the other side
  std::atomic<bool> is_told{false};
};

class log_feed {
 public:
  log_feed(log_identity of, store::sequence head) : of_(of), head_(head) {}

  /// The log writer, once the batch is durable.
  void put(std::vector<store::append_request> asked,
           const std::vector<store::append_result>& results);

  [[nodiscard]] store::sequence head() const noexcept { return head_; }
  /// The batch that has this record. Nothing: it is no longer kept here.
  [[nodiscard]] std::shared_ptr<const fresh_batch> find(store::sequence at) const;

 private:
  static constexpr std::size_t most_records = 4096;  ///< one batch may be larger

  const log_identity of_;
  std::atomic<store::sequence> head_;
  mutable std::mutex mutex_;
  std::deque<std::shared_ptr<const fresh_batch>> kept_;
};

}  // namespace sluice
