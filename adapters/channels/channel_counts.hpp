#pragma once
/// How the calls to one channel end, and how long they take: counted where a call's end is known,
/// read by metrics. Any thread; a handful of additions a call.

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>

#include "actors/ports/call_outcome.hpp"
#include "actors/ports/channel_port.hpp"
#include "base/duration_counts.hpp"
#include "base/enumerators.hpp"

namespace sluice {

struct operation_counts {
  std::array<std::uint64_t, enumerators<call_outcome>.size()> outcomes{};
  duration_reading took{};
};

class channel_counts {
 public:
  void count(operation what, call_outcome how, std::chrono::nanoseconds took) noexcept {
    auto& row = rows_[static_cast<std::size_t>(what)];
    row.outcomes[static_cast<std::size_t>(how)].fetch_add(1, std::memory_order_relaxed);
    row.took.count(took);
  }
  [[nodiscard]] operation_counts of(operation what) const noexcept;

 private:
  struct counters {
    std::array<std::atomic<std::uint64_t>, enumerators<call_outcome>.size()> outcomes{};
    duration_counts took{};
  };
  std::array<counters, enumerators<operation>.size()> rows_{};
};

}  // namespace sluice
