#pragma once
/// `sluice bench channel`: what the calls of each dialect cost this process: to assemble one (write
/// and sign it), to understand its answer (check and read it), and how many calls a second one
/// thread can do so. No network, and no time that the channel takes. Beside it, of a dialect that
/// has RSA, the bare signature and the bare check.

#include <cstdint>
#include <string>
#include <variant>

#include "bench/load/report.hpp"

namespace sluice::bench {

struct channel_options {
  std::uint32_t runs = 5;
  std::uint64_t calls = 200;  ///< of each kind, a run
  std::string dialect{};  ///< empty: all
};

[[nodiscard]] std::variant<report, problem> run_channel_bench(const channel_options& options);

}  // namespace sluice::bench
