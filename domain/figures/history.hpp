#pragma once
/// Counts by second for an hour and by minute for eight days, of one thing. Only seconds and
/// minutes in which something happened take room, and never more than `most_bytes`. Pure: time
/// comes in as a value, and need not come in order.

#include <algorithm>
#include <cstdint>
#include <deque>

#include "base/instant.hpp"

namespace sluice::figures {

inline constexpr millis one_second{1000}, one_minute{60'000};
inline constexpr std::size_t seconds_kept = 3600, minutes_kept = 8 * 24 * 60;

/// A part of time, counted from 1970 in steps.
[[nodiscard]] constexpr std::int64_t number_of(instant when, millis step) noexcept {
  return std::chrono::floor<millis>(when).time_since_epoch().count() / step.count();
}

template <class Counts>
class series {
 public:
  struct slot {
    std::int64_t number = 0;
    Counts counted{};
  };
  series(millis step, std::size_t most) : step_(step), most_(static_cast<std::int64_t>(most)) {}

  /// Null: too long before the latest one, nothing is kept of that time any more.
  [[nodiscard]] Counts* at(instant when) {
    const auto number = number_of(when, step_);
    if (!slots_.empty() && number <= slots_.back().number - most_) return nullptr;
    auto place = slots_.end();
    while (place != slots_.begin() && std::prev(place)->number > number) --place;
    if (place != slots_.begin() && std::prev(place)->number == number)
      return &std::prev(place)->counted;
    place = slots_.insert(place, {number, {}});
    Counts* const found = &place->counted;
    while (slots_.front().number <= slots_.back().number - most_) slots_.pop_front();
    return found;
  }
  [[nodiscard]] millis step() const noexcept { return step_; }
  [[nodiscard]] const std::deque<slot>& slots() const noexcept { return slots_; }

 private:
  millis step_;
  std::int64_t most_;
  std::deque<slot> slots_;  ///< in order
};

template <class Counts>
class history {
 public:
  static constexpr std::size_t most_bytes =
      (seconds_kept + minutes_kept) * sizeof(typename series<Counts>::slot);

  /// `what` counts one thing in what it is given.
  template <class What>
  void count(instant when, const What& what) {
    for (auto* all : {&seconds_, &minutes_})
      if (auto* into = all->at(when)) what(*into);
  }
  /// Of an earlier process: what its seconds were is not known any more.
  template <class What>
  void count_minute(instant when, const What& what) {
    if (auto* into = minutes_.at(when)) what(*into);
  }
  [[nodiscard]] const series<Counts>& seconds() const noexcept { return seconds_; }
  [[nodiscard]] const series<Counts>& minutes() const noexcept { return minutes_; }

 private:
  series<Counts> seconds_{one_second, seconds_kept};
  series<Counts> minutes_{one_minute, minutes_kept};
};

}  // namespace sluice::figures
