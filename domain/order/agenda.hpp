#pragma once
/// When somebody must look at an order again if nothing happens before. Computed from the state, so
/// a restart or a supervisor that lost its list needs nothing but the order itself.

#include <optional>

#include "domain/order/command.hpp"
#include "domain/order/state.hpp"
#include "domain/policy.hpp"

namespace sluice::order {

struct agenda {
  std::optional<instant> query{};
  std::optional<instant> revoke{};
  std::optional<instant> retry{};
};

/// The pause between two queries of an order that is asked about as often as ever.
[[nodiscard]] millis query_interval(const attempt_timing& timing) noexcept;

/// `awake_since`: when the engine started; see surroundings.
[[nodiscard]] agenda agenda_of(const state& o, instant now, const attempt_timing& timing,
                               instant awake_since = {});

}  // namespace sluice::order
