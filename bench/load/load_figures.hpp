#pragma once
/// From the lives of a run's orders to its figures: rate and percentiles of latency.

#include "bench/load/load.hpp"
#include "bench/load/machine_pauses.hpp"
#include "bench/load/report.hpp"

namespace sluice::bench {

[[nodiscard]] double milliseconds(nanoseconds t) noexcept;
/// The smallest value that is at least as large as this share of all: no interpolation. Of none: 0.
[[nodiscard]] nanoseconds percentile(const std::vector<nanoseconds>& sorted, double share);

/// Orders per second, p50 to p99.9 and the most. Precondition: there are orders.
void add_load_figures(run_figures& to, std::span<const order_life> lives);

/// p99 without the orders whose life overlaps a pause of the machine, and how many those are.
void add_figures_without_pauses(run_figures& to, std::span<const order_life> lives,
                                const pause_record& pauses);

}  // namespace sluice::bench
