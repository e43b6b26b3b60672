#pragma once
/// `sluice bench webhooks`: how fast merchants' endpoints are told of what a log holds, and what of
/// that rate is left beside endpoints that hang.

#include <cstdint>
#include <filesystem>
#include <variant>

#include "bench/load/report.hpp"

namespace sluice::bench {

struct webhook_options {
  std::uint32_t runs = 3;
  std::uint32_t endpoints = 100;  ///< of as many merchants, that take whatever comes
  std::uint64_t events = 50'000;  ///< for all of these
  std::uint32_t dead = 10;  ///< more of them, that never answer
  std::filesystem::path folder;
};

[[nodiscard]] std::variant<report, problem> run_webhook_bench(const webhook_options& options);

}  // namespace sluice::bench
