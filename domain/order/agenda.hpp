#pragma once
/// When somebody must look at an order again if nothing happens before. Computed from the state, so
/// a restart or a supervisor that lost its list needs nothing but the order itself.

#include <optional>

#include "domain/order/command.hpp"
#include "domain/order/state.hpp"
#include "domain/policy.hpp"

namespace sluice {

struct agenda {
  std::optional<instant> query{};
  std::optional<instant> revoke{};
  std::optional<instant> retry{};
};

[[nodiscard]] agenda agenda_of(const order& state, instant now, const attempt_timing& timing);

}  // namespace sluice
