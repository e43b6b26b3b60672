#pragma once
/// The figures of links, refunds and the engine's own messages on the page. Used by readings.cpp.

#include "adapters/metrics/readings.hpp"

namespace sluice::metrics {

void put_links(page& on, const readings& now);
void put_round(page& on, const round_reading& from);
void put_slowest(page& on, const handler_times::all& from);

}  // namespace sluice::metrics
