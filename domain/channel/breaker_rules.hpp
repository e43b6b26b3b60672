#pragma once
/// When a path is opened, how long it stays so, and how it comes back. Read from the file at the
/// start ([channels.NAME.breaker]); the same for all paths of a channel.

#include <array>
#include <cstdint>
#include <string_view>

#include "base/instant.hpp"

namespace sluice::channel {

struct breaker_rules {
  // -- a closed path opens
  std::uint32_t least_calls = 20;  ///< fewer within the window prove nothing about a share
  std::uint32_t failed_percent = 50;  ///< of the window's calls
  std::uint32_t slow_percent = 80;  ///< of the window's calls
  std::uint32_t slow_after_percent = 50;  ///< of its time-out: a call that takes longer is slow
  std::uint32_t failures_in_a_row = 12;  ///< whatever else the window holds
  millis in_a_row_within{60'000};  ///< of failures_in_a_row and account_faults
  std::uint32_t lone_failures = 8;  ///< in a row, while the window has fewer than least_calls
  millis lone_within{3'600'000};
  std::uint32_t account_faults = 5;  ///< in a row; they open the whole channel
  // -- it stays open
  millis open_first{5'000};  ///< doubled each time until open_most
  millis open_most{60'000};
  std::uint32_t jitter_percent = 20;  ///< more or less
  // -- it comes back
  std::uint32_t most_probes = 5;  ///< on their way at once
  millis probe_pace{1'000};  ///< between two
  millis probe_grace{5'000};  ///< after its call's time-out a probe that has not ended has failed
  std::uint32_t good_probes = 5;  ///< close the path
  millis ramp{20'000};  ///< a quarter more of the payments passes after each quarter of it
  friend bool operator==(const breaker_rules&, const breaker_rules&) = default;
};

/// The breaker's memory is of fixed size.
inline constexpr std::uint32_t most_in_a_row = 32, most_probes_ever = 16;

/// Names and ranges as in the file.
template <class Member>
struct breaker_rule_row {
  std::string_view name;
  Member breaker_rules::* value;
  Member least, most;
};
inline constexpr std::array<breaker_rule_row<std::uint32_t>, 10> breaker_numbers{{
    {"least_calls", &breaker_rules::least_calls, 1, 100'000},
    {"failed_percent", &breaker_rules::failed_percent, 1, 100},
    {"slow_percent", &breaker_rules::slow_percent, 1, 100},
    {"slow_after_percent", &breaker_rules::slow_after_percent, 1, 100},
    {"failures_in_a_row", &breaker_rules::failures_in_a_row, 1, most_in_a_row},
    {"lone_failures", &breaker_rules::lone_failures, 1, most_in_a_row},
    {"account_faults", &breaker_rules::account_faults, 1, most_in_a_row},
    {"jitter_percent", &breaker_rules::jitter_percent, 0, 50},
    {"most_probes", &breaker_rules::most_probes, 1, most_probes_ever},
    {"good_probes", &breaker_rules::good_probes, 1, 100},
}};
inline constexpr std::array<breaker_rule_row<millis>, 7> breaker_times{{
    {"in_a_row_within", &breaker_rules::in_a_row_within, millis{1'000}, millis{3'600'000}},
    {"lone_within", &breaker_rules::lone_within, millis{1'000}, millis{86'400'000}},
    {"open_first", &breaker_rules::open_first, millis{100}, millis{3'600'000}},
    {"open_most", &breaker_rules::open_most, millis{100}, millis{3'600'000}},
    {"probe_pace", &breaker_rules::probe_pace, millis{0}, millis{60'000}},
    {"probe_grace", &breaker_rules::probe_grace, millis{1'000}, millis{60'000}},
    {"ramp", &breaker_rules::ramp, millis{0}, millis{600'000}},
}};

}  // namespace sluice::channel
