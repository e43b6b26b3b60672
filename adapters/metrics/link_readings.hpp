#pragma once
/// The figures of links and refunds on the page. Used by readings.cpp.

#include "adapters/metrics/readings.hpp"

namespace sluice::metrics {

void put_links(page& on, const readings& now);
void put_round(page& on, const round_reading& from);

}  // namespace sluice::metrics
