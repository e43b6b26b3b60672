#pragma once
/// What service discovery and metrics tell about each endpoint. Counted on any thread.

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

#include "adapters/api/endpoints.hpp"
#include "base/duration_counts.hpp"
#include "base/enumerators.hpp"
#include "domain/rejection.hpp"

namespace sluice::nats {

/// How a request was answered.
enum class command_result : std::uint8_t {
  ok,
  refused,    ///< what it asks for cannot be: asking again does not help
  try_again,  ///< not now
};
[[nodiscard]] std::string_view name_of(command_result r) noexcept;

struct endpoint_counts {
  std::array<std::uint64_t, enumerators<command_result>.size()> results{};
  duration_reading took{};   ///< from arrival to answer
  std::string last_error{};  ///< "amount_must_be_positive (amount_minor)"

  [[nodiscard]] std::uint64_t of(command_result r) const noexcept {
    return results[static_cast<std::size_t>(r)];
  }
  [[nodiscard]] std::uint64_t errors() const noexcept {
    return of(command_result::refused) + of(command_result::try_again);
  }
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
    std::array<std::atomic<std::uint64_t>, enumerators<command_result>.size()> results{};
    duration_counts took{};
    mutable std::mutex lock{};
    std::string last_error{};
  };
  std::atomic<std::uint64_t> dropped_{0};
  std::array<counters, std::tuple_size_v<std::decay_t<decltype(api::endpoints())>>> rows_;
};

}  // namespace sluice::nats
