#include "adapters/system/process_memory.hpp"

#include <fstream>

#include "tests/adapters/access/own_folder.hpp"
#include "tests/catch.hpp"

namespace sluice {
namespace {
namespace fs = std::filesystem;

/// A machine that tells of itself in a folder.
struct machine {
  testing::own_folder folder{};
  process_memory::places where{folder.path() / "proc", folder.path() / "groups"};

  void write(const fs::path& file, const std::string& text) const {
    fs::create_directories((folder.path() / file).parent_path());
    std::ofstream(folder.path() / file) << text;
  }
  [[nodiscard]] std::uint64_t limit() const { return process_memory(0, where).look().limit; }
};

TEST_CASE("The nearest and the least limit of the control groups count") {
  const machine m;
  m.write("proc/cgroup", "0::/system.slice/sluice.service\n");
  CHECK(m.limit() == 0);
  m.write("groups/system.slice/sluice.service/memory.max", "max\n");
  CHECK(m.limit() == 0);
  m.write("groups/system.slice/memory.max", "2000000\n");
  CHECK(m.limit() == 2'000'000);
  m.write("groups/system.slice/sluice.service/memory.max", "1000000\n");
  CHECK(m.limit() == 1'000'000);
  m.write("groups/memory.max", "500000\n");
  CHECK(m.limit() == 500'000);
}

TEST_CASE("Control groups of version 1 are read as well") {
  const machine m;
  m.write("proc/cgroup", "5:cpu:/x\n4:memory:/x\n0::/\n");
  m.write("groups/memory/x/memory.limit_in_bytes", "3000000\n");
  CHECK(m.limit() == 3'000'000);
  m.write("groups/memory/x/memory.limit_in_bytes", "9223372036854771712\n");
  CHECK(m.limit() == 0);
}

TEST_CASE("The configuration's limit stands above the control groups'") {
  const machine m;
  m.write("proc/cgroup", "0::/x\n");
  m.write("groups/x/memory.max", "1000000\n");
  CHECK(process_memory(7, m.where).look().limit == 7);
}

TEST_CASE("What is resident is told in bytes, and what cannot be read is nothing") {
  const machine m;
  CHECK(process_memory(0, m.where).look().used == 0);
  m.write("proc/cgroup", "nonsense\n::\n");
  m.write("proc/statm", "900 3 2 1 0 4 0\n");
  CHECK(process_memory(0, m.where).look().used == 3 * 4096);
  CHECK(m.limit() == 0);
}

TEST_CASE("This process has some memory") { CHECK(process_memory(0).look().used > 1'000'000); }

}  // namespace
}  // namespace sluice
