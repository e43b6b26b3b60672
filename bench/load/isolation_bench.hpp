#pragma once
/// `sluice bench isolation`: what a sick channel and a loud merchant do to the others. Each run has
/// pairs of phases, each on an engine and a log of its own: the others alone, and the others while
/// a channel that they do not use hangs completely; the others alone, and the others while a
/// merchant at their own channel sends a hundred times its share. Told is with ÷ without.
///
/// With a dialect named it is about signing instead: the others alone, at a channel that signs and
/// checks each call on its share of the pool, and the others while another channel of that dialect
/// signs and checks as much as the pool lets it.

#include <cstdint>
#include <filesystem>
#include <string>
#include <variant>

#include "bench/load/report.hpp"

namespace sluice::bench {

struct isolation_options {
  std::uint32_t runs = 5;
  std::uint32_t seconds = 5;  ///< a phase
  std::uint32_t rate = 20;  ///< a merchant's share: orders a second, of each of nine others
  std::string dialect{};  ///< whose signatures are the trouble; empty: those of no dialect
  std::filesystem::path folder;
};

[[nodiscard]] std::variant<report, problem> run_isolation_bench(const isolation_options& options);

}  // namespace sluice::bench
