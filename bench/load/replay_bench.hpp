#pragma once
/// `sluice bench replay`: how fast a whole log is read back, in one thread. What an auditor waits
/// for, and the price of any change that needs every event once more.

#include <cstdint>
#include <filesystem>
#include <variant>

#include "bench/load/report.hpp"

namespace sluice::bench {

struct replay_options {
  std::uint32_t runs = 5;
  std::uint64_t orders = 250'000;
  std::filesystem::path folder;
};

[[nodiscard]] std::variant<report, problem> run_replay_bench(const replay_options& options);

}  // namespace sluice::bench
