#pragma once
/// The memory of this process, and what it is allowed: by its configuration, or by the nearest
/// control group that limits it (cgroup v2's memory.max, v1's memory.limit_in_bytes: Linux,
/// Documentation/admin-guide/cgroup-v2.rst). Made by the program, asked by the front desk.

#include <cstdint>
#include <filesystem>

#include "actors/ports/memory_port.hpp"

namespace sluice {

class process_memory final : public memory_port {
 public:
  /// Where Linux tells of it; tests tell of it elsewhere.
  struct places {
    std::filesystem::path of_process = "/proc/self";
    std::filesystem::path control_groups = "/sys/fs/cgroup";
  };
  /// `limit` in bytes; 0: as the control group says.
  explicit process_memory(std::uint64_t limit, places where);
  explicit process_memory(std::uint64_t limit) : process_memory(limit, places{}) {}

  /// What is resident. What cannot be read is 0: then nothing is refused for its sake.
  [[nodiscard]] overload::memory look() override;

 private:
  places where_;
  std::uint64_t limit_;
};

}  // namespace sluice
