// Money that is only held: captured once, in whole or in part, or let go.

#include "tests/catch.hpp"
#include "tests/domain/order/story.hpp"

namespace sluice::test {

using namespace std::chrono_literals;

namespace {

order::capture take(std::int64_t minor_units, currency unit = price.unit) {
  return {{minor_units, unit}};
}

/// Of the second attempt, which is the capture.
order::attempt_report capture_says(order::finding f, order::source from,
                                   std::int64_t amount = 800) {
  return of_amount(amount, of_attempt(2, told(from, f, "CODE")));
}

}  // namespace

TEST_CASE("The payer's consent holds the money, and pays nothing") {
  story s(business_type::preauthorization);
  s.when(answer(order::finding::payer_paying)).is("awaiting_payer");
  s.when(query(order::finding::paid))
      .then({"attempt_succeeded 1 query_answer", "order_authorized 1"});
  s.is("authorized");
  CHECK(public_state(s.state()) == "authorized");
  CHECK(paying_attempt(s.state()) == nullptr);
  CHECK_FALSE(is_closed(s.state()));
  s.when(refund_of(1)).rejected(rejection_code::order_not_paid);
}

TEST_CASE("A capture takes a part, and what it takes can be refunded") {
  auto s = come_to("authorized");
  s.when(take(800)).then({"capture_requested 2 800", "-> call_pay 2"}).is("attempting");
  s.when(capture_says(order::finding::paid, order::source::pay_answer))
      .then({"attempt_succeeded 2 pay_answer", "order_paid 2"})
      .is("paid");
  CHECK(is_closed(s.state()));
  CHECK(s.state().attempts[0].result == order::attempt::outcome::captured);
  CHECK_FALSE(s.state().attempts[0].held);
  s.when(refund_of(801)).rejected(rejection_code::refund_exceeds_paid);
  s.when(refund_of(800)).then({"refund_requested R1 2 800", "-> call_refund R1"});
}

TEST_CASE("A capture takes no more than is held, in the same currency, and something") {
  auto s = come_to("authorized");
  s.when(take(price.minor_units + 1)).rejected(rejection_code::capture_exceeds_authorized);
  s.when(take(1, currency::usd)).rejected(rejection_code::capture_currency_differs);
  s.when(take(0)).rejected(rejection_code::amount_must_be_positive);
  s.when(take(-1)).rejected(rejection_code::amount_must_be_positive);
  s.when(take(price.minor_units)).then({"capture_requested 2 1250", "-> call_pay 2"});
}

TEST_CASE("The same capture again is the same capture, another one is refused") {
  auto s = come_to("capturing");
  s.when(take(800)).nothing_happens();
  s.when(take(799)).rejected(rejection_code::nothing_to_capture);
  s.when(capture_says(order::finding::unknown, order::source::pay_answer)).is("in_doubt");
  s.when(take(800)).nothing_happens();
  s.when(capture_says(order::finding::paid, order::source::query_answer)).is("paid");
  s.when(take(800)).nothing_happens();
  s.when(take(799)).rejected(rejection_code::nothing_to_capture);
}

TEST_CASE("A capture that surely failed leaves the money held, for another one or none") {
  auto s = come_to("capturing");
  s.when(reroutable(capture_says(order::finding::not_paid, order::source::pay_answer)))
      .then({"attempt_failed 2 pay_answer CODE"})
      .is("authorized");
  CHECK(public_state(s.state()) == "authorized");
  s.when(take(800)).then({"capture_requested 3 800", "-> call_pay 3"});
  s.when(of_attempt(3, answer(order::finding::not_sent, "BUSY")))
      .then({"attempt_failed 3 engine BUSY"})
      .is("authorized");
  s.when(order::revoke{})
      .then({"refund_requested release.1 1 1250 release", "-> call_refund release.1"});
}

TEST_CASE("A capture in doubt is asked about, and neither revoked nor repeated") {
  auto s = come_to("capturing");
  s.when(order::restarted{}).then({"attempt_in_doubt 2 engine engine_restarted"});
  s.when(order::revoke{}).rejected(rejection_code::order_not_revocable);
  const auto next = agenda_of(s.state(), s.now(), s.timing());
  CHECK(next.query);
  CHECK_FALSE(next.revoke);
  s.at(40s).when(order::fall_due{order::duty::query}).then({"-> call_query 2"});
  s.when(capture_says(order::finding::not_found, order::source::query_answer)).nothing_happens();
  auto later = s;
  later.at(s.timing().visibility_delay)
      .when(capture_says(order::finding::not_found, order::source::query_answer))
      .then({"attempt_failed 2 query_answer CODE"})
      .is("authorized");
  s.when(capture_says(order::finding::not_paid, order::source::query_answer)).is("authorized");
}

TEST_CASE("A capture of another amount than was asked for is shown to a person") {
  auto s = come_to("capturing");
  s.when(capture_says(order::finding::paid, order::source::query_answer, 801)).is("needs_operator");
  s.when(of_attempt(2, of_amount(801, verdict(order::resolution::paid)))).is("paid");
  CHECK(s.state().attempts[1].held == money{801, price.unit});
  CHECK_FALSE(s.state().attempts[0].held);
}

TEST_CASE("A person who says that a capture took nothing leaves the money held") {
  for (const auto word : {order::resolution::failed, order::resolution::revoked}) {
    auto s = come_to("capturing");
    s.when(capture_says(order::finding::unknown, order::source::pay_answer));
    s.when(verdict(word)).is("authorized");
    CHECK_FALSE(is_closed(s.state()));
    s.when(take(1)).then({"capture_requested 3 1", "-> call_pay 3"});
  }
}

TEST_CASE("A capture that failed and took money all the same gives it back") {
  auto s = come_to("capturing");
  s.when(capture_says(order::finding::not_paid, order::source::pay_answer)).is("authorized");
  s.when(capture_says(order::finding::paid, order::source::query_answer))
      .then({"late_payment_found 2 query_answer holds 800",
             "refund_requested late.2 2 800 late_payment", "-> call_refund late.2"});
  s.is("authorized");
  s.when(query(order::finding::not_paid)).then({"order_revoked 1 money_returned"}).is("revoked");
}

TEST_CASE("What is held is let go on demand, once") {
  auto s = come_to("authorized");
  s.when(order::revoke{})
      .then({"refund_requested release.1 1 1250 release", "-> call_refund release.1"});
  s.is("authorized");
  CHECK(public_state(s.state()) == "processing");
  s.when(order::revoke{}).nothing_happens();
  s.when(take(1)).rejected(rejection_code::nothing_to_capture);
  s.when(refund_says(order::refund_finding::done, "release.1"))
      .then({"refund_succeeded release.1", "order_revoked 1 money_returned"})
      .is("revoked");
  CHECK(is_closed(s.state()));
  CHECK(completed_refunds(s.state()).minor_units == 0);
}

TEST_CASE(
    "A release that the channel refuses waits for a person, unless nothing is held any more") {
  auto s = come_to("authorized");
  s.when(order::revoke{});
  s.when(refund_says(order::refund_finding::failed, "release.1"))
      .then({"operator_needed release.1 give_back_refused:", "-> call_query 1"});
  CHECK(public_state(s.state()) == "needs_operator");
  auto by_person = s;
  by_person.when(verdict(order::resolution::refunded, "release.1"))
      .then({"order_resolved release.1 refunded li.wei", "order_revoked 1 money_returned"})
      .is("revoked");
  s.when(verdict(order::resolution::not_refunded, "release.1")).is("authorized");
  CHECK(public_state(s.state()) == "authorized");
  s.when(query(order::finding::not_paid)).is("revoked");
}

TEST_CASE("What nobody has captured is let go when its time is over, not before") {
  auto s = come_to("authorized");
  s.with_windows({.revoke = {}, .refund = {}, .capture = channel_window::lasting(1h)});
  const auto next = agenda_of(s.state(), s.now(), s.timing());
  CHECK(next.revoke == s.state().attempts[0].paid_at + 1h);
  s.at(1h - 1s).when(order::fall_due{order::duty::revoke}).nothing_happens();
  s.at(1h).when(order::fall_due{order::duty::revoke});
  s.then({"refund_requested release.1 1 1250 release", "-> call_refund release.1"});
  CHECK_FALSE(agenda_of(s.state(), s.now(), s.timing()).revoke);
}

TEST_CASE("A hold that its channel has let go is no payment and no failure") {
  auto s = come_to("authorized");
  s.when(notification(order::finding::not_paid)).then({"-> call_query 1"}).is("authorized");
  s.when(query(order::finding::not_found)).nothing_happens();
  s.when(query(order::finding::paid)).nothing_happens();
  s.when(query(order::finding::not_paid)).then({"order_revoked 1 money_returned"}).is("revoked");
}

TEST_CASE("After the capture nothing that is said of the hold changes anything") {
  auto s = come_to("captured");
  s.when(query(order::finding::paid)).nothing_happens();
  s.when(query(order::finding::not_paid)).nothing_happens();
  s.when(notification(order::finding::paid)).nothing_happens();
  s.is("paid");
}

TEST_CASE("A payer who consents while his order is closed gets his money free again") {
  story s(business_type::preauthorization);
  s.when(answer(order::finding::payer_paying)).at(20s).when(order::revoke{}).is("revoking");
  s.when(query(order::finding::paid))
      .then({"late_payment_found 1 query_answer", "order_revoked 1 no_money_returned",
             "refund_requested late.1 1 1250 late_payment", "-> call_refund late.1"});
}

TEST_CASE("Only what is held first can be captured") {
  for (const auto place : {"attempting", "paid", "failed", "revoked", "in_doubt"})
    come_to(place).when(take(1)).rejected(rejection_code::nothing_to_capture);
  come_to("absent").when(take(1)).rejected(rejection_code::order_not_found);
}

}  // namespace sluice::test
