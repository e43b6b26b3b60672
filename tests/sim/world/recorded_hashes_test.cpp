// The same seed is the same world in every build and on every machine. The hashes are those of one
// build; each build's tests compare with them. They change with the engine and with the worlds: a
// commit that means to change neither has changed one of them by accident.

#include <fstream>

#include "sim/run/run_many.hpp"
#include "source_tree.hpp"
#include "tests/catch.hpp"

namespace sluice::test::recorded_hashes_test {
using namespace sluice::sim;

namespace {

constexpr auto file = SLUICE_SOURCE_DIR "/tests/sim/world/recorded_hashes.txt";

struct recorded {
  std::uint64_t seed = 0;
  std::string hash;
};

std::vector<recorded> read_recorded() {
  std::ifstream in(file);
  std::vector<recorded> all;
  for (recorded r; in >> r.seed >> r.hash;) all.push_back(r);
  return all;
}

std::string hash_of(std::uint64_t seed) {
  auto plays = repertoire::shipped();
  plays.set_orders(40);
  std::ostringstream text;
  text << std::hex << run_many(plays, {.first = seed}).hash;
  return text.str();
}

}  // namespace

TEST_CASE("worlds are what they were in the build that recorded them") {
  const auto all = read_recorded();
  REQUIRE(all.size() == 15);  // everyday and each scenario in turn
  std::string now;
  for (const auto& r : all) now += std::to_string(r.seed) + ' ' + hash_of(r.seed) + '\n';
  std::string then;
  for (const auto& r : all) then += std::to_string(r.seed) + ' ' + r.hash + '\n';
  INFO("if the engine was meant to behave otherwise, put this into " << file << ":\n" << now);
  CHECK(now == then);
}

}  // namespace sluice::test::recorded_hashes_test
