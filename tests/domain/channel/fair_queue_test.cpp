#include "domain/channel/fair_queue.hpp"

#include "tests/catch.hpp"

namespace sluice::test::fair_queue_test {
namespace {

using channel::fair_queue;

constexpr instant t0{millis{1'700'000'000'000}};
constexpr auto any = [](const fair_queue::item&) { return true; };

merchant_id merchant(std::uint64_t n) { return merchant_id("m" + std::to_string(n)); }

}  // namespace

TEST_CASE("A queue that has seen many merchants forgets those that have nothing waiting") {
  fair_queue q;
  q.push(merchant(0), {.what = 1, .deadline = t0});
  for (std::uint64_t n = 1; n <= 10'000; ++n) {
    q.push(merchant(n), {.what = 2 * n, .deadline = t0});
    q.push(merchant(n), {.what = 2 * n + 1, .deadline = t0});
    CHECK(q.waiting_of(merchant(n)) == 2);
    CHECK(q.put_out().what == 2 * n + 1);
    CHECK(q.waiting_of(merchant(n)) == 1);
    // Each has its turn, and the one that has always waited keeps its place.
    CHECK(q.take_next([&](const fair_queue::item& i) { return i.what == 2 * n; })->what == 2 * n);
    CHECK(q.waiting_of(merchant(n)) == 0);
  }
  CHECK(q.waiting_of(merchant(0)) == 1);
  CHECK(q.size() == 1);
  CHECK(q.take_next(any)->what == 1);
  CHECK(q.empty());
  CHECK_FALSE(q.take_next(any));
}

TEST_CASE("Of a merchant's calls a few are passed over for one that may start, and not all") {
  for (const std::uint64_t full : {7U, 8U}) {
    fair_queue q;
    for (std::uint64_t n = 0; n < full; ++n) q.push(merchant(1), {.what = n, .path = 1});
    q.push(merchant(1), {.what = 100});
    const auto next = q.take_next([](const fair_queue::item& i) { return i.path == 0; });
    CHECK(next.has_value() == (full == 7));
  }
}

TEST_CASE("Merchants whose calls may not start do not hide those behind them for ever") {
  fair_queue q;
  for (std::uint64_t m = 0; m < 100; ++m)
    for (std::uint64_t n = 0; n < 8; ++n) q.push(merchant(m), {.what = m, .path = 1});
  q.push(merchant(1000), {.what = 1000});
  const auto may = [](const fair_queue::item& i) { return i.path == 0; };
  int looks = 1;
  while (!q.take_next(may)) REQUIRE(++looks < 20);
  CHECK(looks == 13);  // eight merchants at a time
}

TEST_CASE("Most waiting is known after every coming and going") {
  fair_queue q;
  CHECK(q.longest() == 0);
  for (std::uint64_t n = 1; n <= 3; ++n) q.push(merchant(1), {.what = n, .deadline = t0});
  for (std::uint64_t n = 4; n <= 5; ++n) q.push(merchant(2), {.what = n, .deadline = t0});
  CHECK(q.longest() == 3);
  CHECK(q.put_out().what == 3);
  CHECK(q.longest() == 2);
  CHECK(q.take_oldest().what == 1);
  CHECK(q.longest() == 2);
  CHECK(q.put_out().what == 5);
  CHECK(q.longest() == 1);
  CHECK(q.take_oldest().what == 2);
  CHECK(q.take_oldest().what == 4);
  CHECK(q.longest() == 0);
}

}  // namespace sluice::test::fair_queue_test
