#include "domain/channel/shares.hpp"

#include <algorithm>

namespace sluice::channel {
namespace {

/// In parts of a hundred, by urgency.
constexpr std::array<std::uint32_t, share_count> percent{50, 35, 15};
static_assert(percent[0] + percent[1] + percent[2] == 100);
/// What one turn counts: the same for all after as many turns as their shares say.
constexpr std::array<std::uint32_t, share_count> turn_costs{1050 / 50, 1050 / 35, 1050 / 15};

constexpr std::size_t index(urgency u) noexcept { return static_cast<std::size_t>(u); }

}  // namespace

std::uint32_t own_part(urgency u, std::uint32_t whole) {
  const auto part = std::uint64_t{whole} * percent[index(u)] / 100;
  return std::max(static_cast<std::uint32_t>(part), 1U);
}

std::optional<urgency> shares::next_of(const kinds& waiting, std::uint32_t max_in_flight) const {
  std::optional<urgency> best;
  bool best_is_owed = false;
  for (const auto u : with_a_share) {
    if (!waiting[index(u)]) continue;
    const bool is_owed = in_flight(u) < own_part(u, max_in_flight);
    const bool had_less = !best || had_[index(u)] < had_[index(*best)];
    if (best && (is_owed == best_is_owed ? !had_less : best_is_owed)) continue;
    best = u;
    best_is_owed = is_owed;
  }
  return best;
}

void shares::had_its_turn(urgency u) {
  const auto before = had_[index(u)];
  for (auto& had : had_) had = std::max(had, before);
  had_[index(u)] += turn_costs[index(u)];
}

}  // namespace sluice::channel
