#include "actors/mail/one_timer.hpp"

#include "tests/catch.hpp"

namespace sluice::test::one_timer_test {
using namespace std::chrono_literals;

namespace {

constexpr one_timer::time_point now{std::chrono::hours{1}};

}  // namespace

TEST_CASE("a timer that is set fires soon enough for whatever is due then or later") {
  one_timer timer;
  CHECK_FALSE(timer.fires_within(10s, now));
  (void)timer.set(10s, now);
  CHECK(timer.fires_within(10s, now));
  CHECK(timer.fires_within(9s, now + 1s));
  CHECK(timer.fires_within(10s - 1ms, now));  // clocks count whole milliseconds
  CHECK_FALSE(timer.fires_within(10s - 1ms, now - 1ns));
  CHECK_FALSE(timer.fires_within(10s - 2ms, now));
}

TEST_CASE("of two ticks that were sent only the later one counts, once") {
  one_timer timer;
  const auto first = timer.set(10s, now);
  const auto second = timer.set(5s, now);
  CHECK_FALSE(timer.fired(first));
  CHECK(timer.fires_within(5s, now));
  CHECK(timer.fired(second));
  CHECK_FALSE(timer.fires_within(5s, now));
}

}  // namespace sluice::test::one_timer_test
