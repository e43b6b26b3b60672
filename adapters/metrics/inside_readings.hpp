#pragma once
/// What goes on inside, on the page: endpoints, probes, store, NATS, memory and threads. Used by
/// readings.cpp.

#include "adapters/metrics/readings.hpp"

namespace sluice::metrics {

/// From the oldest record that it has still to hear to the last one.
[[nodiscard]] std::uint64_t lag_of(const endpoint_reading& e, std::uint64_t last) noexcept;

void put_endpoints(page& on, const readings& now);
void put_inside(page& on, const readings& now);

}  // namespace sluice::metrics
