#pragma once
/// How good a channel is, from what is known of it: nine tenths how often it succeeded, one tenth
/// how little it costs.

#include <cstdint>
#include <optional>

#include "domain/channel/standing.hpp"

namespace sluice::routing {

/// Of ten thousand. 0.9 (good + 19) / (counted + 20) + 0.1 (1 - fee / dearest): who has shown
/// nothing yet counts as 95 % good, and is neither first nor last. Who does not say its fee counts
/// as the dearest. Precondition: no fee is above `dearest`.
[[nodiscard]] constexpr std::uint16_t score_of(
    const channel::standing& s, std::optional<std::uint16_t> fee, std::uint16_t dearest) noexcept {
  const auto success = 9000U * (s.good + 19U) / (s.counted + 20U);
  const auto saved = dearest == 0 ? 1000U : 1000U * (dearest - fee.value_or(dearest)) / dearest;
  return static_cast<std::uint16_t>(success + saved);
}

}  // namespace sluice::routing
