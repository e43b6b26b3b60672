#include "adapters/system/machine_sizes.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <thread>

#include "adapters/system/process_memory.hpp"

namespace sluice {
namespace {

std::uint64_t most_open_files() {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur == RLIM_INFINITY) return 0;
  return files.rlim_cur;
}

std::uint64_t all_memory() {
  const auto pages = ::sysconf(_SC_PHYS_PAGES);
  return pages <= 0 ? 0
                    : static_cast<std::uint64_t>(pages) *
                          static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace

machine_sizes sizes_of_this_machine() {
  const auto of_group = process_memory(0).look().limit;
  return {.open_files = most_open_files(),
          .memory = of_group != 0 ? of_group : all_memory(),
          .processors = std::thread::hardware_concurrency()};
}

}  // namespace sluice
