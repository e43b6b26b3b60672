#pragma once
/// What a bill of a large day costs: one is made, read like any other and matched. `sluice bench
/// recon`.

#include <cstdint>
#include <filesystem>
#include <variant>

#include "bench/load/report.hpp"

namespace sluice::app {

struct recon_load {
  std::uint32_t runs = 1;
  std::uint64_t rows = 10'000'000;
};

/// `folder`: where the bill and what is compared may lie; it is there, and empty again afterwards.
[[nodiscard]] std::variant<bench::report, bench::problem> run_recon_load(
    const recon_load& how, const std::filesystem::path& folder);

}  // namespace sluice::app
