#pragma once
/// How the calls to one channel end, and how long they take: counted where a call's end is known,
/// read by metrics. Any thread; a handful of additions a call.

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <string_view>

#include "actors/ports/channel_port.hpp"
#include "base/duration_counts.hpp"
#include "base/enumerators.hpp"

namespace sluice {

enum class call_outcome : std::uint8_t {
  done,      ///< the channel says yes: paid, taken back, refunded, in force
  declined,  ///< it says no
  pending,   ///< it has no word yet: the payer is at it, it is under way, nothing is found
  unknown,   ///< no answer, or none that can be believed
  not_sent,  ///< the call never left
};
[[nodiscard]] std::string_view name_of(call_outcome o) noexcept;
[[nodiscard]] call_outcome outcome_of(const channel_answer& said) noexcept;

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
