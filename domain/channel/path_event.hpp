#pragma once
/// What has happened to a path: the breaker turned it, or a person switched it. Written by the
/// channel actor, with the numbers that led to it, so that the log explains every payment that was
/// held back, and a cashier's page can hide a path.

#include <cstdint>
#include <optional>
#include <variant>

#include "domain/channel/path.hpp"
#include "domain/channel/standing.hpp"
#include "domain/ids.hpp"
#include "domain/origin.hpp"

namespace sluice::channel {

/// Stored in the log: never change or reuse a number.
enum class turn_reason : std::uint8_t {
  failures = 1,        ///< too large a part of the window's calls failed
  failures_in_a_row = 2,
  slowness = 3,        ///< too large a part of the window's calls was slow
  lone_failures = 4,   ///< in a row, where there are few calls
  account_faults = 5,  ///< our account there is refused again and again
  time_is_up = 6,      ///< open for long enough: a few may try
  good_probes = 7,
  bad_probe = 8,
  lost_probe = 9,      ///< a probe that never ended
  bad_query = 10,      ///< open for long enough, but the latest query said nothing either
};

/// Ended calls: of the window, or probes.
struct call_counts {
  std::uint32_t finished = 0, failed = 0, slow = 0;
  friend bool operator==(const call_counts&, const call_counts&) = default;
};

struct path_turned {
  channel_id channel;
  path where{};
  breaker_phase to = breaker_phase::closed;
  turn_reason why = turn_reason::failures;
  call_counts counted{};
  std::optional<instant> until{};  ///< of an open one, in the log's time: nobody passes before
  std::uint32_t times_opened = 0;  ///< in a row; each time it stays open for longer
  std::uint32_t generation = 0;  ///< which turn or switch of this path it is
  friend bool operator==(const path_turned&, const path_turned&) = default;
};

/// Stored in the log: never change or reuse a number.
enum class path_switch : std::uint8_t {
  automatic = 1,  ///< the breaker turns it
  open = 2,       ///< no payment passes
  closed = 3,     ///< payments pass, however they end
};

struct path_forced {
  channel_id channel;
  path where{};
  path_switch to = path_switch::automatic;
  std::optional<instant> until{};  ///< by the machine's clock; then automatic again
  std::optional<signed_by> who{};  ///< nobody: the time of the one before was up
  std::uint32_t generation = 0;
  friend bool operator==(const path_forced&, const path_forced&) = default;
};

using path_event = std::variant<path_turned, path_forced>;

[[nodiscard]] inline const path& where_of(const path_event& e) {
  return std::visit([](const auto& any) -> const path& { return any.where; }, e);
}
[[nodiscard]] inline std::uint32_t generation_of(const path_event& e) {
  return std::visit([](const auto& any) { return any.generation; }, e);
}

}  // namespace sluice::channel
