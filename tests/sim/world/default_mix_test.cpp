// The shipped scenarios in turn, as `sluice sim run` plays them. The long suite is `./dev sim`.
#include <iostream>

#include "adapters/system/system_random.hpp"
#include "sim/run/last_words.hpp"
#include "sim/run/run_many.hpp"
#include "tests/catch.hpp"

namespace sluice::test::default_mix_test {
using namespace sluice::sim;

namespace {

constexpr std::uint32_t orders = 60;

void check_that_promises_are_kept(std::uint64_t first, std::uint64_t count) {
  hear_last_words();
  const auto again = [](std::uint64_t seed) {
    return "sluice sim run --seed " + std::to_string(seed) + " --orders " + std::to_string(orders);
  };
  auto plays = repertoire::shipped();
  plays.set_orders(orders);
  const auto totals =
      run_many(plays, {.first = first, .count = count, .threads = 2, .replay = again});
  CHECK(totals.worlds == count);
  for (const auto& w : totals.violations)
    FAIL_CHECK("seed " << w.seed << ", " << w.scenario << ": " << name_of(w.broken.broken) << ": "
                       << w.broken.what << "\nagain: " << again(w.seed));
}

}  // namespace

TEST_CASE("100 worlds of all scenarios keep every promise") {
  check_that_promises_are_kept(1, 100);
}

TEST_CASE("worlds that nobody has seen before keep every promise") {
  const auto first = system_random{}.next() >> 32U;
  std::cout << "fresh seeds " << first << " to " << first + 9 << '\n';
  check_that_promises_are_kept(first, 10);
}

}  // namespace sluice::test::default_mix_test
