#pragma once
/// Counts notifications of numbers that we never used. Anybody can post them, so people are told at
/// most once a second, with how many there were, and nothing of them gets into the event log.

#include <cstdint>
#include <optional>
#include <utility>

#include "base/instant.hpp"

namespace sluice {

class unknown_numbers {
 public:
  /// One more. How many there were since people were told last; nothing: they are not told now.
  std::optional<std::uint64_t> count(instant now) noexcept {
    ++untold_;
    ++all_;
    if (told_ && now < *told_ + least_pause) return std::nullopt;
    told_ = now;
    return std::exchange(untold_, 0);
  }
  [[nodiscard]] std::uint64_t all() const noexcept { return all_; }

 private:
  static constexpr millis least_pause{1000};

  std::optional<instant> told_{};
  std::uint64_t untold_ = 0;
  std::uint64_t all_ = 0;
};

}  // namespace sluice
