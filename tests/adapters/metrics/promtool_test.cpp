// What Prometheus's own tool thinks of the page. Debian has it in the package prometheus.
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "tests/adapters/metrics/some_readings.hpp"
#include "tests/catch.hpp"

namespace sluice::test::promtool_test {
namespace {

bool is_installed() { return std::system("command -v promtool >/dev/null 2>&1") == 0; }

}  // namespace

TEST_CASE("promtool finds nothing wrong with the page") {
  if (!is_installed()) {
    std::cout << "skipped: promtool is not installed (Debian package prometheus)\n";
    return;
  }
  const auto file = std::filesystem::temp_directory_path() /
                    ("sluice-metrics-" + std::to_string(::getpid()) + ".txt");
  std::ofstream(file) << page_of(test::some_readings{}.now()).text();
  const auto command = "promtool check metrics < '" + file.string() + "'";
  CHECK(std::system(command.c_str()) == 0);
  std::filesystem::remove(file);
}

}  // namespace sluice::test::promtool_test
