#include "adapters/system/thread_figures.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "tests/catch.hpp"

namespace sluice::test::thread_figures_test {
TEST_CASE("time of processors is told by the threads' names, those of one name together") {
  namespace fs = std::filesystem;
  const auto tasks = fs::temp_directory_path() / ("sluice-tasks-" + std::to_string(::getpid()));
  const auto thread = [&](const char* id, const std::string& line) {
    fs::create_directories(tasks / id);
    std::ofstream(tasks / id / "stat") << line << '\n';
  };
  thread("7", "7 (caf.worker) S 1 7 7 0 -1 4194560 1 0 0 0 300 200 0 0 20 0");
  thread("8", "8 (caf.worker) S 1 7 7 0 -1 4194560 1 0 0 0 100 0 0 0 20 0");
  thread("9", "9 (a) odd (name) R 1 7 7 0 -1 4194560 1 0 0 0 0 50 0 0 20 0");
  thread("10", "10 broken");
  fs::create_directories(tasks / "11");  // has ended meanwhile
  const auto found = cpu_of_threads(tasks);
  const auto ticks = [](int n) {
    return std::chrono::nanoseconds(std::chrono::seconds{1}) / ::sysconf(_SC_CLK_TCK) * n;
  };
  REQUIRE(found.size() == 2);
  CHECK(found.at("caf.worker") == ticks(600));
  CHECK(found.at("a) odd (name") == ticks(50));
  fs::remove_all(tasks);
}

TEST_CASE("this process has at least one thread") { CHECK_FALSE(cpu_of_threads().empty()); }

}  // namespace sluice::test::thread_figures_test
