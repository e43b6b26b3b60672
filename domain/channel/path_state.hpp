#pragma once
/// What is durable about a path: how its breaker stands, since when and why, and what a person said
/// about it. What is counted between two events is memory (path_breaker.hpp).

#include "domain/channel/path_event.hpp"

namespace sluice::channel {

struct path_state {
  breaker_phase phase = breaker_phase::closed;
  instant since{};
  std::optional<instant> until{};  ///< open only
  std::optional<turn_reason> why{};  ///< nothing: it has never been turned
  call_counts counted{};  ///< that led to the turn
  std::uint32_t times_opened = 0;
  std::uint32_t generation = 0;
  path_switch forced = path_switch::automatic;  ///< stands above the phase
  std::optional<instant> forced_until{};
  origin forced_by{};
  friend bool operator==(const path_state&, const path_state&) = default;
};

/// No payment may take it, whatever its parents allow.
[[nodiscard]] inline bool is_shut(const path_state& s) noexcept {
  if (s.forced != path_switch::automatic) return s.forced == path_switch::open;
  return s.phase == breaker_phase::open;
}

/// The state after an event that was decided at this time.
void apply(path_state& s, const path_turned& e, instant at);
void apply(path_state& s, const path_forced& e, instant at);

}  // namespace sluice::channel
