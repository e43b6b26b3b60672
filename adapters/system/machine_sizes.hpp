#pragma once
/// What this machine gives the process. Read at a start and by `sluice config check`.

#include <cstdint>

namespace sluice {

/// 0: cannot be known here.
struct machine_sizes {
  std::uint64_t open_files = 0;  ///< as many as the process may have
  std::uint64_t memory = 0;  ///< bytes: the control group's, or all there is
  std::uint32_t processors = 0;
};
[[nodiscard]] machine_sizes sizes_of_this_machine();

}  // namespace sluice
