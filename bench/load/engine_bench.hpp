#pragma once
/// `sluice bench engine`: how fast the engine is by itself. Payment-code orders, a channel that
/// answers at once, no NATS. Every event is synced, chained and indexed exactly as in production.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <variant>

#include "bench/load/order_maker.hpp"
#include "bench/load/report.hpp"

namespace sluice::bench {

/// What the loads of `engine` and `nats` have in common.
struct load_options {
  std::uint32_t runs = 5;
  std::uint64_t orders = 100'000;  ///< a run, closed loop
  std::uint32_t in_flight = 1024;  ///< closed loop
  std::optional<double> rate{};    ///< open loop: so many orders a second
  double seconds = 10;             ///< a run, open loop
  std::uint64_t warm_up = 20'000;  ///< orders before each run, in the same log
  id_kind ids = id_kind::rising;
  std::filesystem::path folder;  ///< exists; each run makes a log of its own in it
  bool keep = false;  ///< the logs, for an audit
};

/// Who follows the log of `engine` meanwhile.
enum class followers_of_bench : std::uint8_t {
  none,
  all,  ///< the alarms, and a publisher whose other side decodes every event and drops it
};

/// How many orders a run measures.
[[nodiscard]] std::uint64_t orders_of(const load_options& options);

[[nodiscard]] std::variant<report, problem> run_engine_bench(
    const load_options& options, followers_of_bench following = followers_of_bench::none);

}  // namespace sluice::bench
