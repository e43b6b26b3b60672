#pragma once
/// All that is said about routes at one time: the rules, and how scores are used. The same for all
/// merchants.

#include <cstdint>
#include <optional>
#include <vector>

#include "base/instant.hpp"
#include "domain/routing/rule.hpp"

namespace sluice::routing {

/// What a channel keeps of a payment.
struct channel_fee {
  channel_id channel;
  std::uint16_t of_10000 = 0;  ///< minor units: 38 is 0.38 %
  friend bool operator==(const channel_fee&, const channel_fee&) = default;
};

/// How scores are used. Exploration is off unless somebody wants it.
struct tuning {
  /// Who leads keeps its place for so long, unless another is better by so much.
  millis leader_stays{30'000};
  std::uint16_t better_by_of_10000 = 200;
  std::uint16_t explore_per_mille =
      0;  ///< so many of a thousand orders go to another than the best
  std::optional<money>
      explore_up_to{};   ///< no order above it, nor of another currency; unset: none
  std::vector<merchant_id> never_explore{};  ///< merchants that want no part in it
  std::vector<channel_fee> fees{};  ///< who is not named here counts as the dearest
  friend bool operator==(const tuning&, const tuning&) = default;
};

struct rulebook {
  std::vector<rule> rules{};
  tuning how{};
  friend bool operator==(const rulebook&, const rulebook&) = default;
};

}  // namespace sluice::routing
