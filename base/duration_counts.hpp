#pragma once
/// How long something took, counted by any thread while it goes on, read by whoever wants to know.
/// Two additions a count: no lock, nothing is allocated.

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace sluice {

/// Upper bounds of the buckets, 1 ms to 10 s; what took longer is counted behind the last one.
inline constexpr std::array<std::chrono::microseconds, 13> duration_bounds{
    {std::chrono::microseconds{1'000}, std::chrono::microseconds{2'500},
     std::chrono::microseconds{5'000}, std::chrono::microseconds{10'000},
     std::chrono::microseconds{25'000}, std::chrono::microseconds{50'000},
     std::chrono::microseconds{100'000}, std::chrono::microseconds{250'000},
     std::chrono::microseconds{500'000}, std::chrono::microseconds{1'000'000},
     std::chrono::microseconds{2'500'000}, std::chrono::microseconds{5'000'000},
     std::chrono::microseconds{10'000'000}}};

struct duration_reading {
  /// Of each bucket alone, not of those below it.
  std::array<std::uint64_t, duration_bounds.size() + 1> buckets{};
  std::chrono::nanoseconds sum{0};

  [[nodiscard]] std::uint64_t count() const noexcept {
    std::uint64_t all = 0;
    for (const auto b : buckets) all += b;
    return all;
  }
};

class duration_counts {
 public:
  void count(std::chrono::nanoseconds took) noexcept {
    std::size_t at = 0;
    while (at < duration_bounds.size() && took > duration_bounds[at]) ++at;
    buckets_[at].fetch_add(1, std::memory_order_relaxed);
    nanoseconds_.fetch_add(took.count(), std::memory_order_relaxed);
  }
  /// While others count it may lack a count that its sum has, or have one that its sum lacks.
  [[nodiscard]] duration_reading read() const noexcept {
    duration_reading out;
    for (std::size_t i = 0; i < buckets_.size(); ++i)
      out.buckets[i] = buckets_[i].load(std::memory_order_relaxed);
    out.sum = std::chrono::nanoseconds(nanoseconds_.load(std::memory_order_relaxed));
    return out;
  }

 private:
  std::array<std::atomic<std::uint64_t>, duration_bounds.size() + 1> buckets_{};
  std::atomic<std::int64_t> nanoseconds_{0};
};

}  // namespace sluice
