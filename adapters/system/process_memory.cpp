#include "adapters/system/process_memory.hpp"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <string>

namespace sluice {
namespace {

namespace fs = std::filesystem;

/// Nothing there, or no number ("max"): 0.
std::uint64_t number_in(const fs::path& file) {
  std::uint64_t out = 0;
  std::ifstream(file) >> out;
  return out;
}

/// Each group is limited by those around it as well: the least counts.
std::uint64_t least_limit(const fs::path& root, const fs::path& group, const char* file) {
  std::uint64_t least = 0;
  for (auto at = group.relative_path();; at = at.parent_path()) {
    if (const auto one = number_in(root / at / file); one != 0)
      least = least == 0 ? one : std::min(least, one);
    if (at.empty()) return least;
  }
}

/// Version 1 says "no limit" with a number that no machine has.
constexpr std::uint64_t no_limit = 1ULL << 60;

/// A line of /proc/self/cgroup: "0::/a/b" of version 2, "4:memory:/a/b" of version 1.
std::uint64_t limit_of_group(const process_memory::places& where) {
  std::ifstream lines(where.of_process / "cgroup");
  for (std::string line; std::getline(lines, line);) {
    const auto first = line.find(':');
    const auto second = line.find(':', first + 1);
    if (first == std::string::npos || second == std::string::npos) continue;
    const auto controllers = line.substr(first + 1, second - first - 1);
    const fs::path group = line.substr(second + 1);
    const auto limit =
        controllers.empty() ? least_limit(where.control_groups, group, "memory.max")
        : controllers == "memory"
            ? least_limit(where.control_groups / "memory", group, "memory.limit_in_bytes")
            : 0;
    if (limit != 0 && limit < no_limit) return limit;
  }
  return 0;
}

}  // namespace

process_memory::process_memory(std::uint64_t limit, places where)
    : where_(std::move(where)), limit_(limit != 0 ? limit : limit_of_group(where_)) {}

overload::memory process_memory::look() {
  std::ifstream pages(where_.of_process / "statm");
  std::uint64_t all = 0, resident = 0;
  pages >> all >> resident;
  return {resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)), limit_};
}

}  // namespace sluice
