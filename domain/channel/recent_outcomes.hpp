#pragma once
/// How the last calls ended, for scores and for people: at most 128, none older than 15 minutes.
/// A turn of the breaker does not clear it: a path that was sick wins trust back call by call.

#include <array>
#include <bitset>
#include <cstdint>

#include "base/instant.hpp"

namespace sluice::channel {

class recent_outcomes {
 public:
  struct tally {
    std::uint8_t good = 0, counted = 0;
    friend bool operator==(const tally&, const tally&) = default;
  };

  void add(bool good, instant now);
  [[nodiscard]] tally at(instant now);

 private:
  static constexpr std::uint8_t most = 128;
  static constexpr std::int64_t minutes = 15;

  void forget_until(instant now);
  void drop_oldest(std::uint8_t many);
  void make_room();
  [[nodiscard]] std::uint8_t& in_minute(std::int64_t minute) {
    return of_minute_[static_cast<std::size_t>(minute % minutes)];
  }

  std::bitset<most> good_{};
  std::uint8_t next_ = 0;
  tally all_{};
  std::array<std::uint8_t, minutes> of_minute_{};  ///< how many of them ended in it
  std::int64_t newest_ = 0, oldest_ = 0;  ///< minutes; before `oldest_` there is nothing
};

}  // namespace sluice::channel
