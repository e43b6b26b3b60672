#pragma once
/// The end of what a person wants for a while only: a switch, a level, a promotion. By the
/// machine's clock, because that is the one that people mean.

#include <optional>

#include "base/instant.hpp"
#include "domain/rejection.hpp"

namespace sluice {

/// Whoever wants something for longer has not said when it ends.
inline constexpr millis longest_measure{366LL * 24 * 3'600'000};

/// Nothing: it lies ahead of when it was asked for, and not too far.
[[nodiscard]] std::optional<rejection> fault_of_end(const std::optional<instant>& until,
                                                    instant asked_at);

/// It had an end, and that has come.
[[nodiscard]] inline bool is_over(const std::optional<instant>& until, instant machine_time) {
  return until && *until <= machine_time;
}

}  // namespace sluice
