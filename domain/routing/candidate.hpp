#pragma once
/// A channel that may become part of a route, as it is at this moment.

#include <optional>
#include <vector>

#include "domain/channel/standing.hpp"
#include "domain/merchant/channel_reach.hpp"

namespace sluice::routing {

struct candidate {
  const channel_id& id;
  const merchant::channel_reach* reach = nullptr;  ///< nothing: it has left the configuration
  bool is_listed = true;  ///< the merchant's list names it; such ones come in the list's order
  /// Simulated, and the list names others: what is no test traffic would be paid with no money.
  bool is_for_tests = false;
  channel::standing standing{};
};

/// What there is for a merchant whose list this is, in the order of the list, each as if nothing
/// were known of it. Both outlive what is returned.
[[nodiscard]] std::vector<candidate> candidates_of(
    const std::vector<channel_id>& list, const std::vector<merchant::channel_reach>& channels);

}  // namespace sluice::routing
