#pragma once
/// How `engine` and `nats` describe what they did, in the same words.

#include "adapters/bench/engine_bench.hpp"
#include "adapters/bench/machine_pauses.hpp"

namespace sluice::bench {

/// "1024 under way at a time, every event synced"
[[nodiscard]] std::string load_sentence(const load_options& options);
[[nodiscard]] std::vector<std::pair<std::string, std::string>> load_parameters(
    const load_options& options);
/// What the latencies mean, and what was left out of which. After the figures are in.
void add_load_notes(report& to, const load_options& options, const pause_control* control);
/// Open loop: what was asked for, and how many orders the engine refused.
void add_offered(run_figures& to, double rate, std::uint64_t refused);

}  // namespace sluice::bench
