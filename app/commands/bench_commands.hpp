#pragma once
/// What the subcommands of `sluice bench` share: where logs go, how a report is shown.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <variant>

#include "bench/load/report.hpp"

namespace CLI {
class App;
}

namespace sluice::app {

void add_bench_loads(CLI::App& bench);  ///< bench_loads.cpp: engine, nats
void add_bench_overload(CLI::App& bench);  ///< bench_overload.cpp: overload
/// bench_logs.cpp: replay, recover, memory, growth, isolation, webhooks
void add_bench_logs(CLI::App& bench);
void add_bench_rules(CLI::App& bench);  ///< bench_rules.cpp: breaker
void add_bench_channels(CLI::App& bench);  ///< bench_channels.cpp: channel
void add_bench_recon(CLI::App& bench);  ///< bench_recon.cpp: recon

/// Adds --dialect, which takes the names of all that there are.
void add_dialect(CLI::App& command, std::string& into, const std::string& text);

/// A range does not refuse "nan". For a check of an option's text.
[[nodiscard]] std::string finite_number(const std::string& text);

struct bench_choice {
  std::string data;  ///< where the logs go and stay; empty: a temporary folder
  std::string save;  ///< the JSON goes into this file as well
  bool json = false;
};
/// Adds --save and --json.
void add_show_options(CLI::App& command, bench_choice& into);
/// Adds --data as well.
void add_bench_options(CLI::App& command, bench_choice& into);

/// The report, or why there is none. The exit status: failed also if it does not meet its criteria.
[[nodiscard]] int show(const bench_choice& choice,
                       const std::variant<bench::report, bench::problem>& outcome);

/// Runs it in a folder that exists, and shows what came of it. The exit status.
using workload = std::function<std::variant<bench::report, bench::problem>(
    const std::filesystem::path& folder, bool keep)>;
[[nodiscard]] int run_and_show(const bench_choice& choice, const workload& run);

}  // namespace sluice::app
