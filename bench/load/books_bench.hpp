#pragma once
/// `sluice bench books`: how fast a whole log becomes books, in one thread: with one merchant that
/// has all the traffic, and with a thousand that take turns.

#include <cstdint>
#include <filesystem>
#include <variant>

#include "bench/load/report.hpp"

namespace sluice::bench {

struct books_options {
  std::uint32_t runs = 5;
  std::uint64_t orders = 250'000;
  std::filesystem::path folder;
};

[[nodiscard]] std::variant<report, problem> run_books_bench(const books_options& options);

}  // namespace sluice::bench
