#pragma once
/// The reconciliation of one channel as its stream says.

#include <map>
#include <set>

#include "domain/reconciliation/event.hpp"

namespace sluice::reconciliation {

struct bill {
  bill_checked said{};
  std::set<std::uint32_t> missing{};  ///< parts that have not come
  std::vector<bill_line> rows{};  ///< that parts brought, until all have come
};

struct known_difference {
  difference_found found{};
  std::optional<difference_resolved> resolved{};
  std::optional<difference_reopened> reopened{};  ///< the last time
  [[nodiscard]] bool is_open() const noexcept { return !resolved.has_value(); }
};

struct state {
  std::map<day_number, std::vector<bill>> bills{};  ///< the versions of each day, the oldest first
  std::map<difference_id, known_difference> differences{};
};

/// The state after an event that was decided at this time.
void apply(state& s, const event& e, instant at);

}  // namespace sluice::reconciliation
