#pragma once
/// How long a path stays open.

#include <string_view>

#include "domain/channel/breaker_rules.hpp"
#include "domain/channel/path.hpp"

namespace sluice::channel {

/// Twice as long each time, with a jitter that keeps many paths from being tried in step. Drawn
/// from who it is, so that a replay draws the same.
[[nodiscard]] millis open_time(const breaker_rules& rules, std::string_view channel,
                               const path& where, std::uint32_t generation,
                               std::uint32_t times_opened);

}  // namespace sluice::channel
