#include "bench/load/load_figures.hpp"

#include <cmath>

#include "tests/catch.hpp"

namespace sluice::test::load_figures_test {
using namespace sluice::bench;

namespace {

constexpr nanoseconds millisecond = 1'000'000;

/// Order i is due at i ms and answered i % 100 + 1 ms later.
std::vector<order_life> thousand_lives() {
  std::vector<order_life> out;
  out.reserve(1000);
  for (nanoseconds i = 0; i < 1000; ++i)
    out.push_back({i * millisecond, (i + i % 100 + 1) * millisecond, true});
  return out;
}

double value_of(const run_figures& figures, const std::string& name) {
  for (const auto& f : figures)
    if (f.name == name) return f.value;
  FAIL("there is no figure " << name);
  return 0;
}

}  // namespace

TEST_CASE("percentiles are latencies that occurred") {
  run_figures out;
  add_load_figures(out, thousand_lives());
  CHECK(value_of(out, "p50_ms") == 50);
  CHECK(value_of(out, "p90_ms") == 90);
  CHECK(value_of(out, "p99_ms") == 99);
  CHECK(value_of(out, "p999_ms") == 100);
  CHECK(value_of(out, "max_ms") == 100);
  CHECK(std::abs(value_of(out, "orders_per_second") - 1000 / 1.099) < 0.001);
}

TEST_CASE("orders that were refused count as nothing") {
  auto lives = thousand_lives();
  for (auto& life : lives)
    if (life.end - life.begin > 50 * millisecond) life.paid = false;
  CHECK(paid_of(lives) == 500);
  run_figures out;
  add_load_figures(out, lives);
  CHECK(value_of(out, "max_ms") == 50);
}

TEST_CASE("orders under way during a pause are left out, and only those") {
  const std::vector<order_life> lives{
      {0, 10 * millisecond, true},
      {5 * millisecond, 90 * millisecond, true},
      {60 * millisecond, 85 * millisecond, true},
      {95 * millisecond, 100 * millisecond, true}};
  const pause_record pauses{{{20 * millisecond, 80 * millisecond}}};
  run_figures out;
  add_figures_without_pauses(out, lives, pauses);
  CHECK(value_of(out, "orders_left_out_percent") == 50);
  CHECK(value_of(out, "p99_without_pauses_ms") == 10);
  CHECK(value_of(out, "pauses") == 1);
  CHECK(value_of(out, "longest_pause_ms") == 60);
  CHECK(value_of(out, "paused_percent") == 60);
}

}  // namespace sluice::test::load_figures_test
