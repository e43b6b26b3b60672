#include "adapters/channels/channel_counts.hpp"

namespace sluice {

operation_counts channel_counts::of(operation what) const noexcept {
  const auto& row = rows_[static_cast<std::size_t>(what)];
  operation_counts out{.took = row.took.read()};
  for (std::size_t i = 0; i < out.outcomes.size(); ++i)
    out.outcomes[i] = row.outcomes[i].load(std::memory_order_relaxed);
  return out;
}

}  // namespace sluice
