// Worlds in which every call is really signed, sent, spoilt and read. The long suite is
// `sluice sim run --wire`.
#include "sim/run/run_many.hpp"
#include "sim/wire/spoken_way.hpp"
#include "tests/catch.hpp"

namespace sluice::test::spoken_worlds_test {
using namespace sluice::sim;

namespace {

repertoire worlds_of(std::uint32_t orders) {
  auto plays = repertoire::shipped();
  plays.set_orders(orders);
  return plays;
}

run_totals spoken(const repertoire& plays, std::uint64_t first, std::uint64_t count) {
  return run_many(plays, {.first = first, .count = count, .threads = 2, .ways = spoken_ways()});
}

}  // namespace

TEST_CASE("worlds of all scenarios keep every promise when calls are bytes") {
  const auto totals = spoken(worlds_of(10), 1, 52);
  CHECK(totals.worlds == 52);
  for (const auto& w : totals.violations)
    FAIL_CHECK("seed " << w.seed << ", " << w.scenario << ": " << w.broken.what);
  for (const auto& row : byte_hazards) {
    CAPTURE(row.name);
    CHECK(totals.bytes.struck[static_cast<std::size_t>(row.what)] > 0);
  }
  CHECK(totals.bytes.understood > totals.bytes.sent / 2);
  CHECK(totals.bytes.keys_fetched > 0);
  CHECK(totals.bytes.by_old_keys > 0);
  CHECK(totals.bytes.told > totals.bytes.not_heard);
  CHECK(totals.bytes.not_heard > 0);
}

TEST_CASE("a seed means the same world of bytes, and another one than without them") {
  const auto plays = worlds_of(20);
  const auto once = spoken(plays, 3, 1);
  const auto again = spoken(plays, 3, 1);
  CHECK(once.hash == again.hash);
  CHECK(once.bytes == again.bytes);
  CHECK(once.bytes.sent > 0);
  const auto plain = run_many(plays, {.first = 3});
  CHECK(plain.bytes == byte_counts{});
  CHECK(plain.hash != once.hash);
}

TEST_CASE("in the calm world no byte is spoilt") {
  repertoire plays(*find_shipped(calm_scenario));
  plays.set_orders(40);
  const auto totals = spoken(plays, 1, 4);
  CHECK(totals.violations.empty());
  CHECK(totals.orders == 160);
  CHECK(totals.bytes.sent > 100);
  for (const auto count : totals.bytes.struck) CHECK(count == 0);
  CHECK(totals.bytes.not_heard == 0);
}

}  // namespace sluice::test::spoken_worlds_test
