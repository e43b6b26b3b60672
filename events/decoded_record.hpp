#pragma once
/// A record of the log and what it says: decoded when somebody first asks, once for all who share
/// it. Any thread.

#include <atomic>
#include <mutex>
#include <optional>
#include <utility>

#include "events/codec.hpp"

namespace sluice {

class decoded_record {
 public:
  explicit decoded_record(store::record r) : record_(std::move(r)) {}

  [[nodiscard]] const store::record& record() const noexcept { return record_; }
  [[nodiscard]] const decode_result& content() const {
    if (!is_decoded_.load(std::memory_order_acquire)) decode_once();
    return *content_;
  }

 private:
  /// Not std::call_once: that ends in a call of the kernel, for each record, though nobody waits.
  void decode_once() const {
    const std::lock_guard held(decoding_);
    if (content_) return;
    content_.emplace(decode(record_));
    is_decoded_.store(true, std::memory_order_release);
  }

  store::record record_;
  mutable std::mutex decoding_;
  mutable std::atomic<bool> is_decoded_ = false;
  mutable std::optional<decode_result> content_;
};

}  // namespace sluice
