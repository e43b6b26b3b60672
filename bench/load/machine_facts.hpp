#pragma once
/// What a figure was measured on: without it, it means little. Printed by `sluice bench`.

#include <cstdint>
#include <filesystem>
#include <string>

namespace sluice::bench {

struct machine_facts {
  unsigned cores = 0;
  std::string cpu_model;
  std::uint64_t memory_bytes = 0;
  std::string kernel;  ///< "Linux 6.1.0-18-amd64"
};

[[nodiscard]] machine_facts this_machine();

/// The folder lies in memory (tmpfs): a sync costs nothing there, and no figure means anything.
[[nodiscard]] bool lies_in_memory(const std::filesystem::path& folder);

}  // namespace sluice::bench
