#pragma once
/// What Linux says of this process: proc(5), /proc/self/stat and /proc/self/fd.

#include <chrono>
#include <cstdint>
#include <filesystem>

namespace sluice {

/// What cannot be read is 0.
struct process_figures {
  std::uint64_t resident_bytes = 0;
  std::uint64_t virtual_bytes = 0;
  std::chrono::nanoseconds cpu{0};  ///< in programs and in the system, of all threads
  std::uint64_t threads = 0;
  std::uint64_t open_files = 0;
  std::uint64_t most_open_files = 0;
  std::chrono::seconds started{0};  ///< since 1970
};

[[nodiscard]] process_figures figures_of_this_process();

}  // namespace sluice
