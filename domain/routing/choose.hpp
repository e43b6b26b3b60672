#pragma once
/// Which channels may serve a payment, best first, and why. Filters take channels away
/// (filters.hpp), scores order what is left (score.hpp), and a first place is not lost to every
/// breath of wind. Pure: the merchant's actor asks for every new order, and so does whoever wants
/// to know what an imagined order would get.

#include <optional>
#include <span>
#include <vector>

#include "domain/rejection.hpp"
#include "domain/routing/candidate.hpp"
#include "domain/routing/explanation.hpp"
#include "domain/routing/rulebook.hpp"

namespace sluice::routing {

/// Who was first lately, among payments that have the same channels before them. The caller keeps
/// it; whoever has forgotten it begins anew.
struct leader {
  channel_id channel{};  ///< empty: nobody yet
  instant since{};
  friend bool operator==(const leader&, const leader&) = default;
};

struct choice {
  std::vector<channel_id> route{};  ///< may be tried, best first; empty: none, see refusal_of
  explanation why{};  ///< a candidate each, in their order; the caller adds the positions
  std::optional<leader> leads{};  ///< somebody else from now on
};

[[nodiscard]] choice choose(const wish& w, std::span<const candidate> candidates,
                            const rulebook& book, const leader& before, instant now);

/// What the caller is told when there is no route. Precondition: the route is empty.
[[nodiscard]] rejection refusal_of(const wish& w, std::span<const candidate> candidates,
                                   const choice& none);

}  // namespace sluice::routing
