#include "adapters/nats/endpoint_stats.hpp"

namespace sluice::nats {

void endpoint_stats::count(api::endpoint which, std::chrono::nanoseconds took,
                           const rejection* refused) {
  auto& row = rows_[static_cast<std::size_t>(which)];
  row.requests.fetch_add(1, std::memory_order_relaxed);
  row.nanoseconds.fetch_add(took.count(), std::memory_order_relaxed);
  if (refused == nullptr) return;
  row.errors.fetch_add(1, std::memory_order_relaxed);
  const std::lock_guard held(row.lock);
  row.last_error = name_of(refused->code);
  if (!refused->field.empty()) row.last_error += " (" + refused->field + ')';
}

endpoint_counts endpoint_stats::of(api::endpoint which) const {
  const auto& row = rows_[static_cast<std::size_t>(which)];
  const std::lock_guard held(row.lock);
  return {row.requests.load(std::memory_order_relaxed), row.errors.load(std::memory_order_relaxed),
          std::chrono::nanoseconds(row.nanoseconds.load(std::memory_order_relaxed)),
          row.last_error};
}

}  // namespace sluice::nats
