#include "domain/alarm/thresholds.hpp"

#include <array>

namespace sluice::alarm {

thresholds divided(thresholds t, std::uint32_t by) noexcept {
  constexpr std::array times{
      &thresholds::channel_window,
      &thresholds::minute,
      &thresholds::total_window,
      &thresholds::overdue,
      &thresholds::endpoint_failing,
      &thresholds::rate_window,
      &thresholds::rate_short_window,
      &thresholds::row_window,
      &thresholds::code_window,
      &thresholds::payer_slow_after,
      &thresholds::payer_slow_window,
      &thresholds::foreign_window,
      &thresholds::first_wait,
      &thresholds::first_wait_watch,
      &thresholds::repeat,
      &thresholds::repeat_watch,
      &thresholds::escalate_first,
      &thresholds::escalate_second,
      &thresholds::held,
      &thresholds::stale,
      &thresholds::flapping_window,
      &thresholds::flapping_clear};
  for (const auto time : times) t.*time /= by;
  return t;
}

}  // namespace sluice::alarm
