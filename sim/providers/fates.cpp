#include "sim/providers/fates.hpp"

namespace sluice::sim {

const fate& fate_of(money amount, bool channel_notifies) noexcept {
  const auto digits = amount.minor_units % 100;
  for (const auto& row : fates)
    if (row.digits == digits) return row.needs_notices && !channel_notifies ? fates[0] : row;
  return fates[0];
}

}  // namespace sluice::sim
