// Mistakes that other payment systems are known to have made, each as a test that ours does not.

#include "tests/catch.hpp"
#include "tests/domain/order/story.hpp"

namespace sluice::test {

using namespace std::chrono_literals;

TEST_CASE("Known hole: a network time-out recorded as a failed payment") {
  // Then the cashier takes cash, and the payer is charged as well.
  auto s = story();
  s.when(answer(order::finding::unknown, "CONNECTION_RESET")).is("in_doubt");
  s.when(query(order::finding::paid)).is("paid");
}

TEST_CASE("Known hole: the charge submitted again in place of a query") {
  story s;
  s.when(answer(order::finding::payer_paying, "USERPAYING"));
  for (int seconds = 5; seconds <= 30; seconds += 5)
    s.at(std::chrono::seconds(seconds))
        .when(order::fall_due{order::duty::query})
        .then({"-> call_query 1"});
  CHECK(s.state().attempts.size() == 1);
}

TEST_CASE("Known hole: an order whose payer never answers is closed here and payable there") {
  story s;
  s.when(answer(order::finding::payer_paying, "USERPAYING"));
  s.at(30s).when(order::fall_due{order::duty::revoke});
  CHECK(s.last().back() == "-> call_revoke 1");
}

TEST_CASE("Known hole: waiting for the payer taken as failure") {
  story()
      .when(answer(order::finding::payer_paying, "10003"))
      .then({"payer_asked 1 pay_answer 10003"})
      .is("awaiting_payer");
}

TEST_CASE("Known hole: only a notification ends the wait for the payer") {
  auto s = come_to("awaiting_payer");
  s.at(1s);
  const auto next = agenda_of(s.state(), s.now(), s.timing());
  REQUIRE(next.query.has_value());
  CHECK(*next.query - s.now() == 4s);
}

TEST_CASE("Known hole: a new number for each retry refunds twice") {
  auto s = come_to("paid");
  s.when(refund_of(500)).when(refund_says(order::refund_finding::unknown));
  s.when(refund_says(order::refund_finding::not_refunded)).then({"-> call_refund R1"});
  CHECK(s.state().refunds.size() == 1);
}

TEST_CASE("Known hole: the payer paid through two channels and both kept the money") {
  story s;
  s.when(reroutable(answer(order::finding::not_paid, "BUSY")));
  s.when(of_attempt(2, answer(order::finding::paid)));
  s.when(query(order::finding::paid));
  CHECK(s.last().back() == "-> call_refund late.1");
}

TEST_CASE("Known hole: a crash between the call and its record charges again") {
  // The intent is an event of its own, before the call; what came of it is asked.
  auto s = story();
  CHECK(std::holds_alternative<order::attempt_started>(s.history().back()));
  s.when(order::restarted{}).is("in_doubt");
  s.when(order::fall_due{order::duty::query}).then({"-> call_query 1"});
}

}  // namespace sluice::test
