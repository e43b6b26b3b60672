#pragma once
/// Who is first in a route, of those that no filter has taken away. A part of choose.hpp.

#include <optional>
#include <span>

#include "domain/routing/choose.hpp"
#include "domain/routing/filters.hpp"

namespace sluice::routing {

/// What is known once filters and scores are done. `judgements`: one a candidate.
struct field {
  const wish& w;
  std::span<const candidate> candidates;
  const rulebook& book;
  const rules_in_force& rules;
  std::span<const judged> judgements;

  [[nodiscard]] bool is_eligible(std::size_t i) const noexcept {
    return !is_excluded(judgements[i].what);
  }
  /// Not for a probe alone.
  [[nodiscard]] bool is_well(std::size_t i) const noexcept {
    return is_eligible(i) && candidates[i].standing.phase == channel::breaker_phase::closed;
  }
};

struct first_place {
  std::size_t whose;
  verdict why;
};

/// Who leads: by score, a rule's preference and the memory of who led before. Nothing: nobody is
/// well.
[[nodiscard]] std::optional<first_place> leader_of(const field& f, const leader& before,
                                                   instant now);
/// Who is first for this one order, whoever leads: a probe, a canary, one that is explored.
/// Nothing: nobody.
[[nodiscard]] std::optional<first_place> exception_of(const field& f,
                                                      const std::optional<first_place>& leads);

}  // namespace sluice::routing
