#pragma once
/// How fast the engine is by itself: payment-code orders, a channel that answers at once, no NATS.
/// Every event is synced, chained and indexed exactly as in production; nothing is switched off.
/// Called by `sluice bench`.

#include <cstdint>
#include <filesystem>
#include <string>
#include <variant>

namespace sluice {

struct bench_options {
  std::uint64_t orders = 100'000;
  std::uint32_t in_flight = 1024;  ///< closed loop: so many orders are always under way
  std::uint64_t warm_up = 5'000;   ///< orders before the clock starts
  std::filesystem::path data;      ///< a folder that does not exist yet
};

struct bench_result {
  std::uint64_t orders = 0;
  double orders_per_second = 0;
  double p50_ms = 0;
  double p99_ms = 0;
  std::uint64_t events = 0;
  std::uint64_t bytes_on_disk = 0;
  double cpu_us_per_order = 0;  ///< of the whole process, user and system
};

/// Or a sentence that says why it could not run.
[[nodiscard]] std::variant<bench_result, std::string> run_engine_bench(
    const bench_options& options);

}  // namespace sluice
