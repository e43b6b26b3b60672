#pragma once
/// `sluice bench memory`: how much memory an order takes while its channel has not answered yet.
///
/// Measured as the growth of the resident set, each part in a process of its own, because memory
/// that one part gave back would be the next one's for nothing.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "bench/load/report.hpp"

namespace sluice::bench {

enum class memory_part : std::uint8_t {
  log,       ///< the same records without an engine: tables in memory, the log's own indexes
  answered,  ///< the engine; callers wanted to know only that the order is accepted
  waiting,   ///< the engine; every caller still waits for the final state
};

struct memory_options {
  std::uint32_t runs = 3;
  std::uint64_t orders = 100'000;
  std::filesystem::path folder;
};

/// In the process of its own: writes the bytes an order into `result`.
[[nodiscard]] std::optional<problem> measure_memory_part(memory_part what, std::uint64_t orders,
                                                         const std::filesystem::path& folder,
                                                         const std::filesystem::path& result);

/// The command line that ends up in measure_memory_part with these.
using part_command = std::function<std::vector<std::string>(
    memory_part what, std::uint64_t orders, const std::filesystem::path& folder,
    const std::filesystem::path& result)>;

[[nodiscard]] std::variant<report, problem> run_memory_bench(const memory_options& options,
                                                             const part_command& part);

}  // namespace sluice::bench
