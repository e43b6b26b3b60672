// Three outcomes, not two: what is not known stays unknown until there is evidence.

#include "tests/catch.hpp"
#include "tests/domain/order/story.hpp"

namespace sluice::test {

using namespace std::chrono_literals;

TEST_CASE("A time-out is doubt, never failure") {
  story()
      .when(answer(order::finding::unknown, "TIMEOUT"))
      .then({"attempt_in_doubt 1 pay_answer TIMEOUT"})
      .is("in_doubt");
}

TEST_CASE("An answer that never comes is doubt once the call's time is over") {
  story s;
  s.at(10s - 1ms).when(order::fall_due{order::duty::query}).nothing_happens();
  s.at(10s).when(order::fall_due{order::duty::query}).then({"attempt_in_doubt 1 engine no_answer"});
  s.when(order::fall_due{order::duty::query}).then({"-> call_query 1"});
}

TEST_CASE("A reminder of an earlier attempt does not cut the present one short") {
  story().at(3s).when(order::fall_due{order::duty::query}).nothing_happens().is("attempting");
}

TEST_CASE("After a restart an attempt without an answer is in doubt and never sent again") {
  story s;
  s.without_code().when(order::restarted{}).then({"attempt_in_doubt 1 engine engine_restarted"});
  s.when(order::fall_due{order::duty::query}).then({"-> call_query 1"});
  s.when(pay_request()).nothing_happens();
}

TEST_CASE("No timer ever turns doubt into failure") {
  for (const auto* place : {"awaiting_payer", "in_doubt", "in_doubt_suspected", "in_doubt_payout"})
    for (const auto what : {order::duty::query, order::duty::revoke, order::duty::retry})
      for (const auto when : {millis{1s}, millis{31s}, millis{10min}, millis{240h}}) {
        auto s = come_to(place);
        s.at(when).when(order::fall_due{what});
        CAPTURE(place, when.count());
        CHECK(name_of(s.state().now) != "failed");
      }
}

TEST_CASE("A query that was never sent says nothing about the payment") {
  come_to("in_doubt")
      .when(query(order::finding::not_sent, "queue_full"))
      .nothing_happens()
      .is("in_doubt");
  story().when(query(order::finding::not_sent, "queue_full")).nothing_happens().is("attempting");
  come_to("revoking").when(query(order::finding::not_sent)).nothing_happens().is("revoking");
}

TEST_CASE("A failed query says nothing about the order") {
  come_to("in_doubt").when(query(order::finding::unknown, "SYSTEMERROR")).nothing_happens();
}

TEST_CASE("A late answer ends the doubt that its silence had caused") {
  come_to("in_doubt")
      .when(answer(order::finding::paid))
      .then({"attempt_succeeded 1 pay_answer", "order_paid 1"})
      .is("paid");
}

TEST_CASE("A payment of another amount is no payment of this order") {
  auto s = come_to("in_doubt");
  s.when(of_amount(1251, query(order::finding::paid)))
      .then({"operator_needed 1 another_amount asked 1250 holds 1251"})
      .is("needs_operator");
  s.when(of_amount(1251, query(order::finding::paid))).nothing_happens();
  s.when(of_amount(1250, query(order::finding::paid))).is("paid");
}

// -- a failure code that an earlier copy of the request can cause --------------------------

TEST_CASE("A decline that a copy can cause is believed when the payment has not become visible") {
  story s;
  s.when(answer(order::finding::not_paid_if_query_agrees, "AUTH_CODE_INVALID"))
      .then({"attempt_in_doubt 1 pay_answer AUTH_CODE_INVALID suspected", "-> call_query 1"});
  s.when(query(order::finding::not_found, "ORDERNOTEXIST")).nothing_happens().is("in_doubt");
  s.at(119s).when(query(order::finding::not_found, "ORDERNOTEXIST")).nothing_happens();
  s.at(120s)
      .when(query(order::finding::not_found, "ORDERNOTEXIST"))
      .then({"attempt_failed 1 query_answer ORDERNOTEXIST", "order_failed ORDERNOTEXIST"});
}

TEST_CASE(
    "A payment code whose decline waits for a query is taken back at its deadline meanwhile") {
  auto s = come_to("in_doubt_suspected");
  s.at(30s).when(query(order::finding::not_found)).nothing_happens();
  s.when(order::fall_due{order::duty::revoke})
      .then({"revoke_requested 1 revoke payer_too_late", "-> call_revoke 1"});
  s.when(revoke_says(order::revoke_finding::done))
      .when(query(order::finding::not_found))
      .is("revoked");
}

TEST_CASE("A channel that cannot revoke what it never had does not leave the decline to a person") {
  auto s = come_to("in_doubt_suspected");
  s.at(30s).when(order::fall_due{order::duty::revoke}).is("revoking");
  s.when(revoke_says(order::revoke_finding::unknown))
      .when(query(order::finding::not_found))
      .is("revoking");
  s.at(120s).when(query(order::finding::not_found)).then({"order_revoked 1"});
  auto without_decline = come_to("revoking");
  without_decline.at(120s).when(query(order::finding::not_found)).nothing_happens();
}

TEST_CASE("A decline that a copy can cause is forgotten when the query finds the payment") {
  come_to("in_doubt_suspected").when(query(order::finding::paid)).is("paid");
}

TEST_CASE("A declined trade that is still open is taken back before it counts as unpaid") {
  come_to("in_doubt_suspected")
      .when(query(order::finding::not_paid_yet, "NOTPAY"))
      .then({"revoke_requested 1 revoke declined", "-> call_revoke 1"})
      .is("revoking");
}

TEST_CASE("A failure that may leave an open trade behind is taken back") {
  story()
      .at(2s)
      .when(answer(order::finding::not_paid_if_revoked, "PAYERROR"))
      .then({"revoke_requested 1 revoke declined"})  // the channel refuses a revoke so early
      .is("revoking");
}

TEST_CASE("A payout that may have left an open trade behind is asked about, not revoked") {
  story(business_type::payout)
      .when(answer(order::finding::not_paid_if_revoked, "X"))
      .then({"attempt_in_doubt 1 pay_answer X suspected", "-> call_query 1"});
}

// -- what "order not found" means -----------------------------------------------------------

TEST_CASE("A quick payment that is not found has failed only after the visibility delay") {
  auto s = come_to("in_doubt_quick_pay");
  s.at(119s).when(query(order::finding::not_found, "NOT_EXIST")).nothing_happens().is("in_doubt");
  s.at(120s)
      .when(query(order::finding::not_found, "NOT_EXIST"))
      .then({"attempt_failed 1 query_answer NOT_EXIST", "order_failed NOT_EXIST"});
}

TEST_CASE("A quick payment that a notification does not find has not failed") {
  come_to("in_doubt_quick_pay")
      .at(1h)
      .when(notification(order::finding::not_found))
      .nothing_happens();
}

TEST_CASE("A payment-code order that is not found is still in doubt") {
  come_to("in_doubt")
      .at(1h)
      .when(query(order::finding::not_found))
      .nothing_happens()
      .is("in_doubt");
}

TEST_CASE("A payout that is not found never counts as failed") {
  for (const auto* place : {"in_doubt_payout", "needs_operator"})
    come_to(place).at(999h).when(query(order::finding::not_found)).nothing_happens();
  story s(business_type::payout);
  s.when(answer(order::finding::not_paid_if_query_agrees, "DUPLICATE"));
  s.at(999h).when(query(order::finding::not_found)).nothing_happens().is("in_doubt");
}

TEST_CASE("A payout whose doubt does not end goes to a person, and is asked about once more") {
  auto s = come_to("in_doubt_payout");
  s.at(23h).when(order::fall_due{order::duty::query}).then({"-> call_query 1"});
  s.at(24h)
      .when(order::fall_due{order::duty::query})
      .then({"operator_needed doubt_not_resolved", "-> call_query 1"})
      .is("needs_operator");
  s.when(query(order::finding::paid)).is("paid");
}

TEST_CASE("What was taken back with money in it is not gone because a late answer says so") {
  auto s = come_to("revoking_paid_late");
  s.when(revoke_says(order::revoke_finding::refused, "PARAM_ERROR")).is("needs_operator");
  s.when(answer(order::finding::not_paid, "CLOSED")).then({"-> call_query 1"});
  s.when(query(order::finding::not_paid, "CLOSED")).then({"order_revoked 1 money_returned"});
}

}  // namespace sluice::test
