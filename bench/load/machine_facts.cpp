#include "bench/load/machine_facts.hpp"

#include <linux/magic.h>
#include <sys/statfs.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <fstream>
#include <thread>

namespace sluice::bench {
namespace {

std::string cpu_model() {
  std::ifstream cpus("/proc/cpuinfo");
  for (std::string line; std::getline(cpus, line);)
    if (line.starts_with("model name"))
      if (const auto colon = line.find(": "); colon != std::string::npos)
        return line.substr(colon + 2);
  return "unknown CPU";
}

}  // namespace

machine_facts this_machine() {
  machine_facts out{
      .cores = std::thread::hardware_concurrency(), .cpu_model = cpu_model(), .kernel = {}};
  out.memory_bytes = static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES)) *
                     static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  utsname name{};
  if (::uname(&name) == 0) out.kernel = std::string(name.sysname) + ' ' + name.release;
  return out;
}

bool lies_in_memory(const std::filesystem::path& folder) {
  struct statfs about{};
  return ::statfs(folder.c_str(), &about) == 0 && about.f_type == TMPFS_MAGIC;
}

}  // namespace sluice::bench
