#pragma once
/// How long after a payment a channel takes a word about it: WeChat reverses for seven days,
/// Alipay cancels on the same day, UnionPay undoes until 23:00, refunds are taken for a year or
/// eleven months. Data of a channel's dialect (adapters/channels/dialects.cpp) that its section of
/// the file may change.

#include <optional>

#include "base/beijing_day.hpp"

namespace sluice {

class channel_window {
 public:
  /// It never ends.
  constexpr channel_window() noexcept = default;
  [[nodiscard]] static constexpr channel_window lasting(millis length) noexcept {
    return channel_window{length};
  }
  /// Until midnight in Beijing, by which the channels there count their days.
  [[nodiscard]] static constexpr channel_window same_day() noexcept { return same_day_until(day); }
  /// Until a time of the day in Beijing at which a channel cuts its days: what begins later
  /// belongs to the next one. Precondition: later than midnight.
  [[nodiscard]] static constexpr channel_window same_day_until(millis cut) noexcept {
    return channel_window{-cut};
  }

  /// The first moment outside. Nothing: there is none.
  [[nodiscard]] constexpr std::optional<instant> end(instant began) const noexcept {
    if (length_ == without_end) return std::nullopt;
    if (length_ > without_end) return began + length_;
    const auto since_cut = began.time_since_epoch() + beijing::ahead_of_utc + day + length_;
    return began + (day - since_cut % day);
  }

  [[nodiscard]] constexpr bool operator==(const channel_window&) const noexcept = default;

 private:
  static constexpr millis without_end{0}, day{86'400'000};

  constexpr explicit channel_window(millis length) noexcept : length_(length) {}

  millis length_ = without_end;  ///< below zero: the time of the day at which it ends
};

/// Of one channel.
struct channel_windows {
  /// Since the attempt began; afterwards only a refund gives back, and none undoes a payment.
  channel_window revoke;
  channel_window refund;  ///< since it was paid; afterwards the channel gives nothing back
  /// Since the payer let the money be held: what no capture has taken by then is let go.
  channel_window capture = channel_window::lasting(millis{29 * 86'400'000LL});
};

}  // namespace sluice
