#include "sim/run/run_many.hpp"

#include <set>

#include "tests/catch.hpp"

namespace sluice::test::run_many_test {
using namespace sluice::sim;

namespace {

repertoire small_worlds() {
  auto plays = repertoire::shipped();
  plays.set_orders(30);
  return plays;
}

void check_same(const run_totals& a, const run_totals& b) {
  CHECK(a.hash == b.hash);
  CHECK(a.worlds == b.worlds);
  CHECK(a.orders == b.orders);
  CHECK(a.events == b.events);
  CHECK(a.steps == b.steps);
  CHECK(a.starts == b.starts);
  CHECK(a.lasted == b.lasted);
  CHECK(a.struck == b.struck);
  REQUIRE(a.violations.size() == b.violations.size());
  for (std::size_t i = 0; i < a.violations.size(); ++i) {
    CHECK(a.violations[i].seed == b.violations[i].seed);
    CHECK(a.violations[i].broken.what == b.violations[i].broken.what);
  }
}

}  // namespace

TEST_CASE("a seed always means the same world, whoever listens") {
  const auto plays = small_worlds();
  std::set<std::uint64_t> hashes;
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    CAPTURE(seed);
    std::vector<std::string> lines;
    const auto alone = run_many(plays, {.first = seed});
    const auto heard = run_many(
        plays, {.first = seed, .hears = [&](const std::string& line) { lines.push_back(line); }});
    check_same(alone, heard);
    CHECK(lines.size() > 100);
    CHECK(hashes.insert(alone.hash).second);  // and another seed another one
  }
}

TEST_CASE("the totals are the same for any number of threads") {
  const auto plays = small_worlds();
  const auto one = run_many(plays, {.first = 1, .count = 12, .threads = 1});
  check_same(one, run_many(plays, {.first = 1, .count = 12, .threads = 2}));
  check_same(one, run_many(plays, {.first = 1, .count = 12, .threads = 5}));
  CHECK(one.worlds == 12);
  CHECK(one.starts >= 24);
}

TEST_CASE("progress is told after every world") {
  std::vector<std::uint64_t> told;
  (void)run_many(
      small_worlds(), {.first = 1, .count = 5, .threads = 2, .progress = [&](auto done, auto) {
                         told.push_back(done);
                       }});
  CHECK(told == std::vector<std::uint64_t>{1, 2, 3, 4, 5});
}

TEST_CASE("without a hazard that did not strike, a seed means the same world") {
  auto s = usual_scenario();
  s.orders = 20;
  s = pinned(s, 3);
  const auto with = run_many(repertoire(s), {.first = 3});
  for (std::size_t i = 0; i < hazard_count; ++i)
    if (with.struck[i] == 0) s.rates[i] = 0;
  CHECK(run_many(repertoire(s), {.first = 3}).hash == with.hash);
}

}  // namespace sluice::test::run_many_test
