// Another channel is tried only on proof that the last one has no money.

#include "tests/catch.hpp"
#include "tests/domain/order/story.hpp"

namespace sluice::test {

using namespace std::chrono_literals;

namespace {
const lines second_attempt{
    "attempt_failed 1 pay_answer BUSY", "attempt_started 2 wechat_b K2", "-> call_pay 2"};
}

TEST_CASE("A listed decline is tried on the next channel, written down before it is called") {
  story()
      .when(reroutable(answer(order::finding::not_paid, "BUSY")))
      .then(second_attempt)
      .is("attempting");
}

TEST_CASE("A call that never left the engine is tried on the next channel") {
  const lines by_the_engines_word{
      "attempt_failed 1 engine BUSY", "attempt_started 2 wechat_b K2", "-> call_pay 2"};
  story().when(answer(order::finding::not_sent, "BUSY")).then(by_the_engines_word);
  story()
      .when(told(order::source::engine, order::finding::not_sent, "BUSY"))
      .then(by_the_engines_word);
}

TEST_CASE("A decline whose code is not listed as reroutable ends the order") {
  story()
      .when(answer(order::finding::not_paid, "NOTENOUGH"))
      .then({"attempt_failed 1 pay_answer NOTENOUGH", "order_failed NOTENOUGH"});
}

TEST_CASE("Without the payment code no further channel can be tried") {
  story().without_code().when(reroutable(answer(order::finding::not_paid, "BUSY"))).is("failed");
}

TEST_CASE("A time-out is never tried elsewhere") {
  story().when(reroutable(answer(order::finding::unknown, "TIMEOUT"))).is("in_doubt");
}

TEST_CASE("A payment that is not found is never tried elsewhere") {
  auto quick = come_to("in_doubt_quick_pay");
  quick.at(3min).when(reroutable(query(order::finding::not_found))).is("failed");
  auto declined = come_to("in_doubt_suspected");
  declined.at(3min).when(reroutable(query(order::finding::not_found))).is("failed");
}

TEST_CASE("Doubt that a query ends with a listed decline may go on elsewhere") {
  come_to("in_doubt").when(reroutable(query(order::finding::not_paid, "BUSY"))).is("attempting");
}

TEST_CASE("Each channel of the route is tried once") {
  story s;
  s.when(reroutable(answer(order::finding::not_paid, "BUSY")));
  s.when(of_attempt(2, reroutable(answer(order::finding::not_paid, "BUSY"))))
      .then({"attempt_failed 2 pay_answer BUSY", "order_failed BUSY"});
}

/// A payment of three channels, the first of which has just been tried.
story on_three_channels() {
  return story::given(
      {order::order_accepted{.order = {merchant_id{"m1"}, order_no{"A-1"}},
                             .amount = price,
                             .body = first_body,
                             .route = {channel_id{"a"}, channel_id{"b"}, channel_id{"c"}}},
       order::attempt_started{attempt_no{1}, channel_id{"a"}, channel_key{"K1"}}});
}

const std::vector<channel_id> all_three{channel_id{"a"}, channel_id{"b"}, channel_id{"c"}};

TEST_CASE("Only as many channels are asked to pay as is allowed") {
  auto s = on_three_channels();
  s.with_ways({.open = all_three, .most_reroutes = 1});
  s.when(reroutable(answer(order::finding::not_paid, "BUSY"))).is("attempting");
  s.when(of_attempt(2, reroutable(answer(order::finding::not_paid, "BUSY"))))
      .then({"attempt_failed 2 pay_answer BUSY", "order_failed BUSY"});
  on_three_channels()
      .with_ways({.open = all_three, .most_reroutes = 0})
      .when(reroutable(answer(order::finding::not_paid, "BUSY")))
      .is("failed");
}

TEST_CASE("A call that never left does not count as a channel that was asked") {
  auto s = on_three_channels();
  s.with_ways({.open = all_three, .most_reroutes = 1, .within_budget = true});
  s.when(told(order::source::engine, order::finding::not_sent, "path_open")).is("attempting");
  s.when(of_attempt(2, reroutable(answer(order::finding::not_paid, "BUSY")))).is("attempting");
  s.when(of_attempt(3, reroutable(answer(order::finding::not_paid, "BUSY")))).is("failed");
}

TEST_CASE("Nothing is tried where the channel takes no payments now") {
  auto s = on_three_channels();
  s.with_ways({.open = {channel_id{"c"}}, .most_reroutes = 3});
  s.when(reroutable(answer(order::finding::not_paid, "BUSY")));
  CHECK(current_attempt(s.state()).channel == channel_id{"c"});
  on_three_channels()
      .with_ways({.open = {}, .most_reroutes = 3})
      .when(reroutable(answer(order::finding::not_paid, "BUSY")))
      .is("failed");
}

TEST_CASE("With the minute's second tries spent, only what never left goes on") {
  const order::ways_on spent{.open = all_three, .most_reroutes = 3, .within_budget = false};
  on_three_channels()
      .with_ways(spent)
      .when(reroutable(answer(order::finding::not_paid, "BUSY")))
      .is("failed");
  on_three_channels()
      .with_ways(spent)
      .when(told(order::source::engine, order::finding::not_sent, "path_open"))
      .is("attempting");
}

TEST_CASE("When nobody waits for the order any more it is not tried elsewhere") {
  const order::ways_on short_time{.open = all_three, .most_reroutes = 3, .within = 40s};
  on_three_channels()
      .with_ways(short_time)
      .at(39'999ms)
      .when(reroutable(answer(order::finding::not_paid, "BUSY")))
      .is("attempting");
  on_three_channels()
      .with_ways(short_time)
      .at(40s)
      .when(reroutable(answer(order::finding::not_paid, "BUSY")))
      .is("failed");
}

TEST_CASE("A second success of one order is given back") {
  story s;
  s.when(reroutable(answer(order::finding::not_paid, "BUSY")));
  s.when(of_attempt(2, answer(order::finding::paid))).is("paid");
  s.when(query(order::finding::paid))
      .then({"late_payment_found 1 query_answer", "refund_requested late.1 1 1250 late_payment",
             "-> call_refund late.1"})
      .is("paid");
  s.when(query(order::finding::paid)).nothing_happens();
}

TEST_CASE("Money found on the earlier channel is given back while the next one is being tried") {
  story s;
  s.when(reroutable(answer(order::finding::not_paid, "BUSY")));
  s.when(notification(order::finding::paid))
      .then({"result_conflicted 1 notification paid paid_after_the_end", "-> call_query 1"});
  s.when(query(order::finding::paid)).is("attempting");
  s.when(of_attempt(2, answer(order::finding::not_paid, "NOTENOUGH"))).is("failed");
  CHECK_FALSE(is_closed(s.state()));
  s.when(refund_says(order::refund_finding::done, "late.1"));
  CHECK(is_closed(s.state()));
}

TEST_CASE("A refund goes to the attempt that holds the money, not to the first one") {
  story s;
  s.when(reroutable(answer(order::finding::not_paid, "BUSY")));
  s.when(of_attempt(2, answer(order::finding::paid))).is("paid");
  s.when(refund_of(500)).then({"refund_requested R1 2 500", "-> call_refund R1"});
}

}  // namespace sluice::test
