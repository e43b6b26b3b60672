#pragma once
/// `sluice bench growth`: does an order cost more because many came before it? The same load on
/// logs of ten thousand, a hundred thousand, … finished orders.

#include <cstdint>
#include <filesystem>
#include <variant>

#include "bench/load/report.hpp"

namespace sluice::bench {

struct growth_options {
  std::uint32_t runs = 3;
  std::uint64_t from = 10'000;
  std::uint64_t to = 1'000'000;  ///< in steps of ten
  std::uint64_t orders = 30'000;  ///< measured at each
  std::filesystem::path folder;
};

[[nodiscard]] std::variant<report, problem> run_growth_bench(const growth_options& options);

}  // namespace sluice::bench
