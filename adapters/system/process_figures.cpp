#include "adapters/system/process_figures.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <system_error>
#include <vector>

namespace sluice {
namespace {

namespace fs = std::filesystem;

std::uint64_t system_value(int name) {
  const auto value = ::sysconf(name);
  return value > 0 ? static_cast<std::uint64_t>(value) : 1;
}

/// "btime 1700000000" in /proc/stat: when the machine was started.
std::uint64_t start_of_machine() {
  std::ifstream lines("/proc/stat");
  for (std::string line; std::getline(lines, line);) {
    std::istringstream in(line);
    std::string word;
    std::uint64_t value = 0;
    if (in >> word >> value && word == "btime") return value;
  }
  return 0;
}

/// The fields of /proc/self/stat behind the program's name, which may hold anything but ends with
/// the last ')'. They are counted from 1, as proc(5) does, and the first one here is the third.
void read_stat(process_figures& into) {
  std::string line;
  std::getline(std::ifstream("/proc/self/stat"), line);
  const auto name_end = line.rfind(')');
  if (name_end == std::string::npos) return;
  std::istringstream in(line.substr(name_end + 1));
  const std::vector<std::string> all{std::istream_iterator<std::string>(in), {}};
  const auto field = [&](std::size_t number) -> std::uint64_t {
    constexpr std::size_t first = 3;
    return number - first < all.size() ? std::strtoull(all[number - first].c_str(), nullptr, 10)
                                       : 0;
  };
  constexpr std::size_t utime = 14, stime = 15, num_threads = 20, starttime = 22, vsize = 23,
                        rss = 24;
  const auto ticks_a_second = system_value(_SC_CLK_TCK);
  constexpr std::uint64_t second = 1'000'000'000;
  into.cpu = std::chrono::nanoseconds((field(utime) + field(stime)) * (second / ticks_a_second));
  into.threads = field(num_threads);
  into.started = std::chrono::seconds(start_of_machine() + field(starttime) / ticks_a_second);
  into.virtual_bytes = field(vsize);
  into.resident_bytes = field(rss) * system_value(_SC_PAGESIZE);
}

/// Without the one through which they are counted.
std::uint64_t open_files() {
  std::error_code trouble;
  const fs::directory_iterator all("/proc/self/fd", trouble);
  if (trouble) return 0;
  const auto found = std::distance(fs::begin(all), fs::end(all));
  return found > 0 ? static_cast<std::uint64_t>(found) - 1 : 0;
}

}  // namespace

process_figures figures_of_this_process() {
  process_figures out;
  read_stat(out);
  out.open_files = open_files();
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) == 0) out.most_open_files = files.rlim_cur;
  return out;
}

}  // namespace sluice
