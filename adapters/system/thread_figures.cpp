#include "adapters/system/thread_figures.hpp"

#include <unistd.h>

#include <fstream>
#include <sstream>
#include <system_error>

namespace sluice {
namespace {

namespace fs = std::filesystem;

std::chrono::nanoseconds time_of_ticks(std::uint64_t ticks) {
  const auto a_second = ::sysconf(_SC_CLK_TCK);
  const auto per_tick =
      std::chrono::nanoseconds(std::chrono::seconds{1}) / (a_second > 0 ? a_second : 100);
  return per_tick * static_cast<std::int64_t>(ticks);
}

/// "7 (caf.worker) S 1 …": the name may hold anything but ends with the last ')'. Behind it come
/// the fields from the third on; utime and stime are the 14th and 15th.
void read_thread(const fs::path& stat, std::map<std::string, std::chrono::nanoseconds>& into) {
  std::string line;
  if (!std::getline(std::ifstream(stat), line)) return;  // it has ended meanwhile
  const auto begin = line.find('('), end = line.rfind(')');
  if (begin == std::string::npos || end == std::string::npos || end <= begin) return;
  std::istringstream in(line.substr(end + 1));
  std::string passed_over;
  constexpr int fields_between = 11;
  for (int i = 0; i < fields_between; ++i) in >> passed_over;
  std::uint64_t in_program = 0, in_system = 0;
  if (in >> in_program >> in_system)
    into[line.substr(begin + 1, end - begin - 1)] += time_of_ticks(in_program + in_system);
}

}  // namespace

std::map<std::string, std::chrono::nanoseconds> cpu_of_threads(const fs::path& tasks) {
  std::map<std::string, std::chrono::nanoseconds> out;
  std::error_code gone;
  for (fs::directory_iterator at(tasks, gone), end; !gone && at != end; at.increment(gone))
    read_thread(at->path() / "stat", out);
  return out;
}

}  // namespace sluice
