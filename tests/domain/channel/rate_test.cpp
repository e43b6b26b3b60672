#include "domain/channel/rate.hpp"

#include "tests/catch.hpp"

namespace sluice::test::rate_test {

using namespace std::chrono_literals;

namespace {

constexpr instant t0{millis{1'700'000'000'000}};

/// So many calls as may begin now, or 1000.
int start_all(channel::rate& r, instant now) {
  int count = 0;
  for (; count < 1000 && !r.next_start(now); ++count) r.started(now);
  return count;
}

}  // namespace

TEST_CASE("Told that it is too fast, a rate falls to seven tenths and comes back by one a second") {
  channel::rate r;
  r.configure(100, t0);
  CHECK(start_all(r, t0) == 100);
  r.too_fast(t0);
  CHECK(r.limit(t0) == 70);
  CHECK(r.next_start(t0) == t0 + 1s);
  CHECK(r.limit(t0 + 999ms) == 70);
  CHECK(r.limit(t0 + 1s) == 71);
  CHECK(start_all(r, t0 + 1s) == 71);
  CHECK(r.limit(t0 + 29s) == 99);
  CHECK(r.limit(t0 + 30s) == 100);
  CHECK(start_all(r, t0 + 40s) == 100);
  CHECK(r.limit(t0 + 40s) == 100);
}

TEST_CASE("What a channel says to calls that left before it was heard is no news") {
  channel::rate r;
  r.configure(100, t0);
  for (const auto at : {t0, t0 + 1ms, t0 + 999ms}) r.too_fast(at);
  CHECK(r.limit(t0 + 999ms) == 70);
  r.too_fast(t0 + 1s);
  CHECK(r.limit(t0 + 1s) == 49);
  for (int second = 2; second < 60; ++second) r.too_fast(t0 + second * 1s);
  CHECK(r.limit(t0 + 59s) == 2);  // of the three that it had come to
  CHECK(r.limit(t0 + 59s + 97s) == 99);
  CHECK(r.limit(t0 + 59s + 98s) == 100);
}

TEST_CASE("Where no rate is configured, what was measured falls, and in the end there is none") {
  channel::rate r;
  for (int i = 0; i < 20; ++i) r.started(t0);
  r.started(t0 + 1s);
  r.too_fast(t0 + 1s);
  CHECK(r.limit(t0 + 1s) == 14);
  r.too_fast(t0 + 2s);
  CHECK(r.limit(t0 + 2s) == 10);
  CHECK(r.limit(t0 + 11s) == 19);
  CHECK(r.limit(t0 + 12s) == 0);
  CHECK(start_all(r, t0 + 12s) == 1000);
  channel::rate idle;
  idle.too_fast(t0);
  CHECK(idle.limit(t0) == 0);
}

TEST_CASE("Another configured rate is what a slowed one comes back to") {
  channel::rate r;
  r.configure(100, t0);
  r.too_fast(t0);
  r.configure(72, t0);
  CHECK(r.limit(t0 + 1s) == 71);
  CHECK(r.limit(t0 + 2s) == 72);
  CHECK(r.limit(t0 + 9s) == 72);
  r.configure(5, t0 + 9s);
  CHECK(r.limit(t0 + 9s) == 5);
  r.configure(0, t0 + 90s);
  CHECK(r.limit(t0 + 90s) == 0);
}

TEST_CASE(
    "A slowed rate says when the next call may begin: at the next step, or when one is over") {
  channel::rate r;
  r.configure(2, t0);
  CHECK(start_all(r, t0) == 2);
  r.too_fast(t0 + 500ms);
  CHECK(r.limit(t0 + 500ms) == 1);
  CHECK(r.next_start(t0 + 500ms) == t0 + 1s);
  CHECK(start_all(r, t0 + 1s) == 1);
  CHECK(r.next_start(t0 + 1s) == t0 + 1500ms);
  CHECK(start_all(r, t0 + 1500ms) == 1);
}

}  // namespace sluice::test::rate_test
