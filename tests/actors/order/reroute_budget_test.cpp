#include "actors/order/reroute_budget.hpp"

#include "tests/catch.hpp"

namespace sluice::reroute_budget_test {
namespace {

using namespace std::chrono_literals;

constexpr instant start{millis{1'800'000'000'000}};
constexpr auto type = business_type::quick_pay;

TEST_CASE("A count of the last minute forgets what is older") {
  minute_count c;
  for (int i = 0; i < 60; ++i) c.add(start);
  CHECK(c.in_last_minute(start) == 60);
  CHECK(c.in_last_minute(start + 90s) == 30);  // half of the minute before
  CHECK(c.in_last_minute(start + 2min) == 0);
  c.add(start + 2min);
  CHECK(c.in_last_minute(start + 2min) == 1);
}

TEST_CASE("Second tries are a share of the payments of the last minute") {
  reroute_budget b(10);
  for (int i = 0; i < 200; ++i) b.payment_began(type, start);
  for (int i = 0; i < 19; ++i) b.payment_rerouted(type, start);
  CHECK(b.has_room(type, start));
  b.payment_rerouted(type, start);
  CHECK_FALSE(b.has_room(type, start));
  CHECK(b.has_room(business_type::payout, start));  // each kind of business has its own
  CHECK(b.has_room(type, start + 3min));
}

TEST_CASE("Where there are few payments some second tries are always allowed") {
  reroute_budget b(10);
  for (int i = 0; i < 9; ++i) b.payment_rerouted(type, start);
  CHECK(b.has_room(type, start));
  b.payment_rerouted(type, start);
  CHECK_FALSE(b.has_room(type, start));
}

TEST_CASE("A share of nothing allows none") {
  const reroute_budget b(0);
  CHECK_FALSE(b.has_room(type, start));
}

}  // namespace
}  // namespace sluice::reroute_budget_test
