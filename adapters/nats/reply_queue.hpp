#pragma once
/// Answers on their way out. Actors push without blocking; one thread publishes whatever has come
/// together and then flushes once: nats.c's own flusher would add 1 ms, and a system call a message
/// would cost more than the message.

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "adapters/nats/connection.hpp"
#include "adapters/nats/reply_subject.hpp"
#include "base/instant.hpp"
#include "domain/rejection.hpp"

namespace sluice::nats {

struct outgoing {
  reply_subject to;
  std::string body;
  std::string_view content_type;  ///< of static lifetime
  std::string traceparent{};  ///< empty: none
  std::optional<rejection> refused{};
};

class reply_queue {
 public:
  reply_queue(std::shared_ptr<connection> to, std::shared_ptr<observer> tells);
  /// Publishes what is left.
  ~reply_queue();
  reply_queue(const reply_queue&) = delete;
  reply_queue& operator=(const reply_queue&) = delete;

  /// Any thread; takes a lock for the time of a move.
  void push(outgoing answer);
  /// For a thread that may wait, as long as very much is on its way: so that no flood of requests
  /// becomes a flood of answers in memory.
  void push_patiently(outgoing answer);
  /// More is on its way than a caller waits for gladly.
  [[nodiscard]] bool is_crowded() const;
  /// Waits until everything pushed so far is published and flushed. False: not within the limit.
  [[nodiscard]] bool drain(millis limit);

 private:
  void run();
  void add(outgoing answer, std::unique_lock<std::mutex> held);
  void publish(const outgoing& answer);

  std::shared_ptr<connection> to_;
  std::shared_ptr<observer> tells_;
  mutable std::mutex lock_;
  std::condition_variable filled_;
  std::condition_variable emptied_;
  std::condition_variable has_room_;
  std::vector<outgoing> waiting_;
  std::size_t waiting_bytes_ = 0;  ///< of the bodies
  bool publishing_ = false;
  bool stop_ = false;
  std::thread thread_;  ///< last: it uses all of the above
};

}  // namespace sluice::nats
