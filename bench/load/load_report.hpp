#pragma once
/// Runs of `engine` and `nats`, made and described in the same way.

#include <functional>

#include "bench/load/engine_bench.hpp"
#include "bench/load/machine_pauses.hpp"

namespace sluice::bench {

/// One run; its log goes into `folder`. `control` sees the machine's pauses in an open loop, else
/// it is null.
using one_load = std::function<std::variant<run_figures, problem>(
    const std::filesystem::path& folder, const pause_control* control)>;

/// `what` is done: "orders in process".
[[nodiscard]] std::variant<report, problem> report_of_load(
    const load_options& options, std::string workload, const std::string& what,
    const one_load& run);
/// Open loop: what was asked for, and how many orders the engine refused.
void add_offered(run_figures& to, double rate, std::uint64_t refused);

}  // namespace sluice::bench
