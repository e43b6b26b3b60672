#include "events/records/bounded_queue.hpp"

#include "tests/catch.hpp"
#include "tests/events/records/made_records.hpp"

namespace sluice::records::test::bounded_queue_test {

using namespace std::chrono_literals;

TEST_CASE("what does not fit is dropped, counted, and told with what is taken") {
  bounded_queue<int> queue(3);
  CHECK(queue.push(1, 1, noon));
  CHECK(queue.push(2, 2, noon));
  CHECK_FALSE(queue.push(3, 1, noon + 2s));
  CHECK_FALSE(queue.push(4, 1, noon + 1s));
  const auto first = queue.take();
  CHECK(first.all == std::vector{1, 2});
  REQUIRE(first.dropped);
  CHECK(*first.dropped == record_gap{.from = noon + 1s, .to = noon + 2s, .count = 2});
  CHECK(queue.push(5, 3, noon + 3s));
  const auto second = queue.take();
  CHECK(second.all == std::vector{5});
  CHECK_FALSE(second.dropped);
  CHECK(queue.dropped() == 2);
}

TEST_CASE("a gap that could not be told is told with the next one, counted once") {
  bounded_queue<int> queue(1);
  queue.drop(noon, 3);
  const auto untold = queue.take().dropped;
  REQUIRE(untold);
  queue.carry(*untold);
  queue.drop(noon + 1s, 1);
  CHECK(*queue.take().dropped == record_gap{.from = noon, .to = noon + 1s, .count = 4});
  CHECK(queue.dropped() == 4);
}

}  // namespace sluice::records::test::bounded_queue_test
