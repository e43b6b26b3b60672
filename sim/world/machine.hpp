#pragma once
/// The machine on which the engine runs, as far as time goes: what its clock shows, which anybody
/// may set, and when the process on it stood still.

#include "sim/world/timeline.hpp"

namespace sluice::sim {

class machine {
 public:
  explicit machine(const timeline& time) noexcept : time_(&time) {}

  /// What its clock shows.
  [[nodiscard]] instant clock() const noexcept { return first_day + time_->now() + error_; }
  /// So far off that certificates are taken for expired, or for not valid yet.
  [[nodiscard]] bool is_off_by_days() const noexcept {
    constexpr millis a_day{86'400'000};
    return error_ > a_day || error_ < -a_day;
  }
  void set_clock(millis by) noexcept { is_off_by(error_ + by); }
  void is_off_by(millis error) noexcept {
    error_ = error;
    set_at_ = time_->now();
  }
  /// Then or later: what it showed before cannot be told from what it shows now.
  [[nodiscard]] bool was_set_since(world_time t) const noexcept { return set_at_ >= t; }
  /// What it showed then. Precondition: it has not been set since.
  [[nodiscard]] instant clock_at(world_time t) const noexcept { return first_day + t + error_; }

  struct standstill {
    world_time from{-1}, to{-1};
  };
  /// The process stood still from then until now.
  void stood_still_from(world_time t) noexcept {
    last_ = {last_.to == t ? last_.from : t, time_->now()};
  }
  [[nodiscard]] const standstill& last_standstill() const noexcept { return last_; }
  /// Whatever the process does at this moment, it may have decided on since then.
  [[nodiscard]] world_time decided_from() const noexcept {
    return last_.to == time_->now() ? last_.from : time_->now();
  }

 private:
  static constexpr instant first_day{millis{1'800'000'000'000}};

  const timeline* time_;
  millis error_{0};
  world_time set_at_{-1};
  standstill last_;
};

}  // namespace sluice::sim
