#include "sim/run/repertoire.hpp"

#include <set>

#include "sim/run/run_many.hpp"
#include "tests/catch.hpp"

namespace sluice::test::repertoire_test {
using namespace sluice::sim;

TEST_CASE("every shipped scenario can be read and says what it provokes") {
  REQUIRE(shipped_scenarios().size() >= 13);
  for (const auto& s : shipped_scenarios()) {
    const auto got = read_scenario(s.text, s.name);
    if (const auto* const faults = std::get_if<std::string>(&got)) FAIL(*faults);
    CHECK(std::get<scenario>(got).name == s.name);
    CHECK(std::get<scenario>(got).description.size() > 40);
  }
}

TEST_CASE("odd seeds play everyday, even seeds the others in turn, never calm") {
  const auto plays = repertoire::shipped();
  std::set<std::string> seen;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const auto& s = plays.of(seed);
    CHECK((s.name == usual_mix) == (seed % 2 == 1));
    seen.insert(s.name);
  }
  CHECK(seen.count(std::string(calm_scenario)) == 0);
  CHECK(seen.size() == shipped_scenarios().size() - 1);
  CHECK(plays.of(0).name == "answers_get_lost");
  CHECK(plays.of(2).name == "channel_dies_at_noon");
}

TEST_CASE("a named scenario is for all seeds, and its orders can be set") {
  repertoire plays(*find_shipped("slow_bank"));
  plays.set_orders(3);
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    CHECK(plays.of(seed).name == "slow_bank");
    CHECK(plays.of(seed).orders == 3);
  }
  CHECK_FALSE(find_shipped("slow_bnak"));
}

TEST_CASE("every shipped scenario keeps every promise with three seeds") {
  for (const auto& s : shipped_scenarios()) {
    repertoire plays(*find_shipped(s.name));
    plays.set_orders(20);
    const auto totals = run_many(plays, {.first = 1, .count = 3});
    CAPTURE(s.name);
    CHECK(totals.worlds == 3);
    CHECK(totals.events > 0);
    for (const auto& w : totals.violations)
      FAIL_CHECK("seed " << w.seed << " of " << s.name << ": " << w.broken.what);
  }
}

TEST_CASE("in the calm world nothing goes wrong and nobody has to act") {
  repertoire plays(*find_shipped(calm_scenario));
  plays.set_orders(40);
  const auto totals = run_many(plays, {.first = 1, .count = 1});
  CHECK(totals.violations.empty());
  CHECK(totals.orders == 40);
  for (const auto count : totals.struck) CHECK(count == 0);
}

}  // namespace sluice::test::repertoire_test
