#pragma once
/// `sluice bench breaker`: what the two rules cost that every payment asks on its way to a channel,
/// each by itself in one thread: the breaker, and the router.

#include <cstdint>
#include <variant>

#include "bench/load/report.hpp"

namespace sluice::bench {

struct breaker_options {
  std::uint32_t runs = 7;
  std::uint64_t calls = 1'000'000;  ///< of each rule, a run
};

[[nodiscard]] std::variant<report, problem> run_breaker_bench(const breaker_options& options);

}  // namespace sluice::bench
