#pragma once
/// From when on people are alarmed: [alarms] of the configuration. All windows slide and are
/// half-open, (now - window, now]; "at least" means what it says.
///
/// Where the numbers are from: R1-R3 are the rules that CreditEase's engineers published of their
/// own engine, the two windows of the success rate are those of Google's SRE Workbook, chapter 5.

#include <cstdint>

#include "base/instant.hpp"

namespace sluice::alarm {

struct thresholds {
  // -- network_channel: so many payments one after the other had no valid answer
  std::uint32_t channel_errors = 12;
  millis channel_window{60'000};

  // -- network_minutes: in each of so many minutes in a row so many payments, at several channels
  std::uint32_t minute_errors = 3;
  std::uint32_t minutes = 5;
  millis minute{60'000};

  // -- network_total: so many payments at several channels
  std::uint32_t total_errors = 25;
  millis total_window{600'000};

  std::uint32_t least_channels = 3;  ///< of network_minutes and network_total

  // -- order_overdue
  millis overdue{90'000};  ///< an order for which somebody stands and waits

  // -- notification_failing
  millis endpoint_failing{600'000};  ///< a merchant's endpoint takes nothing for so long

  // -- success_rate: below this in both windows; where there is too little traffic, so many
  //    failures in a row. What a payer declined or could not pay does not count.
  std::uint32_t success_percent = 80;
  millis rate_window{300'000};
  std::uint32_t rate_least = 20;
  millis rate_short_window{60'000};
  std::uint32_t rate_short_least = 5;
  std::uint32_t failures_in_a_row = 8;
  millis row_window{3'600'000};

  // -- code_frequent: one code so often, and so large a part of a path's answers
  std::uint32_t code_least = 20;
  std::uint32_t code_percent = 30;
  millis code_window{300'000};

  // -- volume: so many standard deviations from what is usual for so many minutes
  std::uint32_t volume_deviations = 4;
  std::uint32_t volume_minutes = 3;
  std::uint32_t volume_least = 20;  ///< usual in a minute; below nothing can be said

  // -- large_amount, in the currency's minor unit
  std::int64_t large_amount_minor = 500'000'000;  ///< one order
  std::int64_t large_day_minor = 500'000'000;  ///< a merchant's orders of one day in Beijing

  // -- payer_slow: so large a part of those who are waited for take so long. The window holds as
  //    many payers as the rule wants where one comes every twelve seconds.
  millis payer_slow_after{45'000};
  std::uint32_t payer_slow_percent = 20;
  std::uint32_t payer_slow_least = 50;
  millis payer_slow_window{600'000};

  // -- foreign_flood: so many from addresses that are none of the channel's
  std::uint32_t foreign_many = 10;
  millis foreign_window{60'000};

  // -- how people are told
  millis first_wait{2'000};  ///< what fires together arrives together
  millis first_wait_watch{60'000};
  millis repeat{900'000};
  millis repeat_watch{14'400'000};
  millis escalate_first{300'000};
  millis escalate_second{900'000};
  millis held{60'000};  ///< what ends an alarm must be so for this long
  millis stale{1'800'000};  ///< no traffic: nobody knows whether it is over
  millis flapping_window{1'800'000};  ///< the third time within it, and it flaps
  millis flapping_clear{900'000};

  friend bool operator==(const thresholds&, const thresholds&) = default;
};

/// All times divided, for demonstrations: an outage of seconds then looks like one of minutes.
[[nodiscard]] thresholds divided(thresholds t, std::uint32_t by) noexcept;

}  // namespace sluice::alarm
