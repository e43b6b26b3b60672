#pragma once
/// So many a second on the average, and so many at once in a burst: a bucket that holds a burst,
/// and into which a token falls with every share of a second. Part of endpoint_door.

#include <algorithm>
#include <cstdint>
#include <optional>

#include "base/instant.hpp"

namespace sluice::overload {

class token_bucket {
 public:
  /// Full. Of a rate of nothing no token may be asked for.
  token_bucket(std::uint32_t per_second, std::uint32_t burst)
      : per_second_(per_second), most_(parts * burst), left_(most_) {}

  /// When there will be a token; nothing: there was one, and it is taken.
  [[nodiscard]] std::optional<instant> take(instant now) {
    fill(now);
    if (left_ < parts) return now + millis{(parts - left_ + per_second_ - 1) / per_second_};
    left_ -= parts;
    return std::nullopt;
  }

 private:
  /// Of a token: as many of them come in a millisecond as tokens in a second.
  static constexpr std::int64_t parts = 1000;

  void fill(instant now) {
    if (now <= filled_at_) return;
    const auto elapsed = (now - filled_at_).count();
    left_ = elapsed > most_ ? most_ : std::min(most_, left_ + elapsed * per_second_);
    filled_at_ = now;
  }

  std::int64_t per_second_;
  std::int64_t most_;
  std::int64_t left_;
  instant filled_at_{};
};

}  // namespace sluice::overload
