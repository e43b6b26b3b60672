#include "domain/policy.hpp"
#include "tests/catch.hpp"

namespace sluice::test::backoff_test {

using namespace std::chrono_literals;

namespace {

constexpr instant start{millis{1'700'000'000'000}};

/// The next point, both counted from the start.
millis next(const backoff& b, millis now) { return b.next(start, start + now) - start; }

}  // namespace

TEST_CASE("Pauses double until they reach the longest") {
  const backoff b{1s, 60s};
  CHECK(next(b, 0s) == 1s);
  CHECK(next(b, 1s) == 3s);
  CHECK(next(b, 3s) == 7s);
  CHECK(next(b, 7s) == 15s);
  CHECK(next(b, 15s) == 31s);
  CHECK(next(b, 31s) == 63s);
  CHECK(next(b, 63s) == 123s);
  CHECK(next(b, 123s) == 183s);
}

TEST_CASE("Between two points the later one is next, so a restart needs no counter") {
  const backoff b{1s, 60s};
  CHECK(next(b, 2s) == 3s);
  CHECK(next(b, 3s - 1ms) == 3s);
  CHECK(next(b, 150s) == 183s);
}

TEST_CASE("The next point always lies ahead and at most the longest pause away") {
  for (const auto& b : {backoff{1s, 60s}, backoff{2s, 30s}, backoff{10s, 600s}, backoff{5s, 5s},
                        backoff{7s, 3s}, backoff{1ms, 1ms}})
    for (millis now{0}; now < 2000s; now += 777ms) {
      const auto pause = next(b, now) - now;
      CAPTURE(b.first.count(), b.most.count(), now.count());
      CHECK(pause > 0ms);
      CHECK(pause <= std::max(b.first, b.most));
    }
}

TEST_CASE("A day later the answer comes at once") {
  CHECK(next({1ms, 1s}, 24h) > 24h);
  CHECK(next({1s, 60s}, 24h * 365) > 24h * 365);
}

TEST_CASE("Before its start the first point is next") { CHECK(next({1s, 60s}, -1h) == 1s); }

}  // namespace sluice::test::backoff_test
