#pragma once
/// The figures of `sluice bench overload`, and how they went from second to second.

#include "bench/load/overload_judge.hpp"

namespace sluice::bench {

[[nodiscard]] run_figures figures_from(const overload_facts& facts);
/// Of the overload and what came after it: taken, refused, resident memory.
[[nodiscard]] std::vector<series> seconds_of_overload(const overload_facts& facts);

}  // namespace sluice::bench
