#include "domain/channel/recent_outcomes.hpp"

#include <algorithm>

namespace sluice::channel {

void recent_outcomes::drop_oldest(std::uint8_t many) {
  for (; many > 0; --many) {
    const auto oldest = static_cast<std::uint8_t>((next_ + most - all_.counted) % most);
    all_.good = static_cast<std::uint8_t>(all_.good - (good_[oldest] ? 1 : 0));
    --all_.counted;
  }
}

void recent_outcomes::forget_until(instant now) {
  const auto minute = std::chrono::ceil<std::chrono::minutes>(now).time_since_epoch().count();
  newest_ = std::max(newest_, minute - minutes);  // what lies further back is empty by then
  while (newest_ < minute) {
    auto& out_of_time = in_minute(++newest_);
    drop_oldest(out_of_time);
    out_of_time = 0;
  }
  oldest_ = std::max(oldest_, newest_ - minutes + 1);
}

void recent_outcomes::make_room() {
  if (all_.counted < most) return;
  while (in_minute(oldest_) == 0) ++oldest_;
  --in_minute(oldest_);
  drop_oldest(1);
}

void recent_outcomes::add(bool good, instant now) {
  forget_until(now);
  make_room();
  good_[next_] = good;
  next_ = static_cast<std::uint8_t>((next_ + 1) % most);
  all_.good = static_cast<std::uint8_t>(all_.good + (good ? 1 : 0));
  ++all_.counted;
  ++in_minute(newest_);
}

recent_outcomes::tally recent_outcomes::at(instant now) {
  forget_until(now);
  return all_;
}

}  // namespace sluice::channel
