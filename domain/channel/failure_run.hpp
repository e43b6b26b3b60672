#pragma once
/// Failures without a success between them, and when the last of them were.

#include <array>
#include <cstdint>

#include "base/instant.hpp"
#include "domain/channel/breaker_rules.hpp"

namespace sluice::channel {

class failure_run {
 public:
  void count(instant now) { times_[length_++ % most_in_a_row] = now; }
  void end() { length_ = 0; }
  /// The last `many` of the run lie within (now - within, now]. Precondition: 1 to most_in_a_row.
  [[nodiscard]] bool has(std::uint32_t many, millis within, instant now) const {
    return length_ >= many && times_[(length_ - many) % most_in_a_row] > now - within;
  }
  [[nodiscard]] std::uint32_t length() const noexcept { return length_; }

 private:
  std::array<instant, most_in_a_row> times_{};
  std::uint32_t length_ = 0;
};

}  // namespace sluice::channel
