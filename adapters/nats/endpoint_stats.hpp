#pragma once
/// What service discovery tells about each endpoint. Counted on any thread.

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>

#include "adapters/api/endpoints.hpp"
#include "domain/rejection.hpp"

namespace sluice::nats {

struct endpoint_counts {
  std::uint64_t requests = 0;
  std::uint64_t errors = 0;
  std::chrono::nanoseconds processing_time{0};  ///< from arrival to answer, summed up
  std::string last_error{};                     ///< "amount_must_be_positive (amount_minor)"
};

class endpoint_stats {
 public:
  /// `refused`: null when the request was answered as asked. Its message is not kept: it may quote
  /// what the caller sent.
  void count(api::endpoint which, std::chrono::nanoseconds took, const rejection* refused);
  [[nodiscard]] endpoint_counts of(api::endpoint which) const;

  /// Requests that came faster than they could be taken in, and were dropped unread: nobody knows
  /// for which endpoint they were.
  void count_dropped(std::uint64_t more) noexcept { dropped_ += more; }
  [[nodiscard]] std::uint64_t dropped() const noexcept { return dropped_; }

 private:
  struct counters {
    std::atomic<std::uint64_t> requests{0};
    std::atomic<std::uint64_t> errors{0};
    std::atomic<std::int64_t> nanoseconds{0};
    mutable std::mutex lock{};
    std::string last_error{};
  };
  std::atomic<std::uint64_t> dropped_{0};
  std::array<counters, std::tuple_size_v<std::decay_t<decltype(api::endpoints())>>> rows_;
};

}  // namespace sluice::nats
