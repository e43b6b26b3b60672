#pragma once
/// `sluice bench recover`: how long after a crash until the engine is as it was. A log of many
/// finished orders, and some whose channel had been called when the process died.

#include <cstdint>
#include <filesystem>
#include <variant>

#include "bench/load/report.hpp"

namespace sluice::bench {

struct recover_options {
  std::uint32_t runs = 3;
  std::uint64_t finished = 1'000'000;
  std::uint64_t open = 10'000;
  std::filesystem::path folder;
};

[[nodiscard]] std::variant<report, problem> run_recover_bench(const recover_options& options);

}  // namespace sluice::bench
