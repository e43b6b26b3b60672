#pragma once
/// The way to one receiver.

#include "adapters/notices/letter.hpp"

namespace sluice::notices {

class line {
 public:
  virtual ~line() = default;
  /// Returns at once. The answer comes exactly once, from any thread, within half a minute.
  virtual void send(letter what, receiver_port::on_answer heard) noexcept = 0;
  /// What is still on its way is answered as not delivered; so is whatever comes after.
  virtual void stop() noexcept = 0;
};

/// For a whole try.
inline constexpr millis patience{20'000};
inline constexpr millis patience_to_connect{5'000};
/// Nobody reads what a receiver says.
inline constexpr std::size_t longest_answer = 64U << 10;

}  // namespace sluice::notices
