// Money whose place is not certain keeps its order open until evidence or a person has placed it;
// each attempt for itself.

#include <algorithm>
#include <array>

#include "tests/catch.hpp"
#include "tests/domain/order/story.hpp"

namespace sluice::test {

using namespace std::chrono_literals;

namespace {

money held(const story& s, std::uint16_t n) {
  const auto* a = find_attempt(s.state(), attempt_no{n});
  return a->held.value_or(money{0, price.unit});
}

}  // namespace

// -- another amount than asked for ------------------------------------------------------------

TEST_CASE(
    "An answer with another amount goes to a person with both, and a query may still correct it") {
  story s;
  s.when(of_amount(99, answer(order::finding::paid)))
      .then({"operator_needed 1 another_amount asked 1250 holds 99", "-> call_query 1"})
      .is("needs_operator");
  s.when(of_amount(99, query(order::finding::paid))).nothing_happens();
  s.when(of_amount(1250, query(order::finding::paid))).is("paid");
  CHECK(held(s, 1) == price);
  CHECK(is_closed(s.state()));
}

TEST_CASE("Late money of another amount is not forgotten: it has an exit") {
  auto s = come_to("failed");
  s.when(notification(order::finding::paid)).when(of_amount(1300, query(order::finding::paid)));
  CHECK(public_state(s.state()) == "needs_operator");
  CHECK_FALSE(is_closed(s.state()));
  const auto matters = waits_for_person(s.state());
  REQUIRE(matters.size() == 1);
  CHECK(matters[0].reason == "another_amount");
  CHECK(matters[0].asked == price);
  CHECK(matters[0].held->minor_units == 1300);
  s.when(verdict(order::resolution::failed)).rejected(rejection_code::resolved_amount_missing);
  s.when(of_amount(1300, verdict(order::resolution::failed)))
      .then({"order_resolved failed li.wei holds 1300", "late_payment_found 1 person holds 1300",
             "refund_requested late.1 1 1300 late_payment", "-> call_refund late.1"})
      .is("failed");
  s.when(refund_says(order::refund_finding::done, "late.1"));
  CHECK(is_closed(s.state()));
}

TEST_CASE("An order that a person calls paid with less can be refunded by no more than it holds") {
  story s;
  s.when(of_amount(99, answer(order::finding::paid)));
  s.when(verdict(order::resolution::paid)).rejected(rejection_code::resolved_amount_missing);
  s.when(of_amount(0, verdict(order::resolution::paid)))
      .rejected(rejection_code::resolved_amount_impossible);
  s.when(of_amount(99, verdict(order::resolution::paid))).is("paid");
  s.when(of_amount(99, verdict(order::resolution::paid))).nothing_happens();
  s.when(refund_of(100)).rejected(rejection_code::refund_exceeds_paid);
  s.when(refund_of(99)).then({"refund_requested R1 1 99", "-> call_refund R1"});
}

TEST_CASE(
    "A paid order whose channel names another amount later waits for a person, and stays paid") {
  auto s = come_to("paid");
  s.when(of_amount(99, query(order::finding::paid)))
      .then({"operator_needed 1 another_amount asked 1250 holds 99"})
      .is("paid");
  s.when(refund_of(1250)).rejected(rejection_code::refund_exceeds_paid);
  s.when(query(order::finding::paid)).nothing_happens();
  s.when(of_amount(1250, query(order::finding::paid)))
      .then({"result_conflicted 1 query_answer paid amount_confirmed"});
  CHECK(is_closed(s.state()));
  s.when(refund_of(1250)).is("paid");
}

TEST_CASE("What a paid order's channel says of its amount is news only while that is in question") {
  auto s = come_to("paid");
  s.when(of_amount(1250, query(order::finding::paid))).nothing_happens();
  s.when(of_amount(99, query(order::finding::paid)));
  s.when(of_amount(1250, query(order::finding::paid, "CODE")))
      .then({"result_conflicted 1 query_answer paid CODE amount_confirmed"});
}

TEST_CASE("The amount that a person has named is no other amount any more") {
  story s;
  s.when(of_amount(99, answer(order::finding::paid)));
  s.when(of_amount(99, verdict(order::resolution::paid))).is("paid");
  s.when(of_amount(99, query(order::finding::paid))).nothing_happens();
  s.when(of_amount(98, query(order::finding::paid)))
      .then({"operator_needed 1 another_amount asked 1250 holds 98"});
}

TEST_CASE("Of two other amounts the later counts when a query says so, and only then") {
  story s;
  s.when(of_amount(99, answer(order::finding::paid)));
  s.when(of_amount(98, answer(order::finding::paid))).nothing_happens();
  s.when(of_amount(98, query(order::finding::paid)))
      .then({"operator_needed 1 another_amount asked 1250 holds 98"});
}

TEST_CASE("What is left of nothing is nothing in the order's own currency") {
  auto dollars = pay_request();
  dollars.amount.unit = currency::usd;
  auto s = story::given({});
  s.when(dollars).when(answer(order::finding::not_paid, "NOTENOUGH"));
  CHECK(left_on(s.state(), current_attempt(s.state())) == money{0, currency::usd});
}

TEST_CASE("What the channel held a moment ago no 'not paid' makes go away") {
  story s;
  s.when(of_amount(99, answer(order::finding::paid)));
  s.when(query(order::finding::not_paid, "CLOSED"))
      .then({"result_conflicted 1 query_answer not_paid CLOSED not_paid_after_paid another_amount",
             "-> call_query 1"})
      .is("needs_operator");
  s.when(query(order::finding::not_paid, "CLOSED")).nothing_happens();
}

TEST_CASE("A revoke of another amount ends once a query says that the money is gone") {
  auto s = come_to("revoking");
  s.when(of_amount(99, query(order::finding::paid))).is("needs_operator");
  s.when(revoke_says(order::revoke_finding::done)).then({"-> call_query 1"});
  s.when(query(order::finding::not_paid, "REVOKED")).then({"order_revoked 1 money_returned"});
  CHECK(is_closed(s.state()));
}

TEST_CASE("Money of another currency is another amount") {
  auto report = query(order::finding::paid);
  report.amount = money{1250, currency::usd};
  auto s = come_to("in_doubt");
  s.when(report).is("needs_operator");
  CHECK(left_on(s.state(), current_attempt(s.state())).minor_units == 0);
}

// -- several attempts --------------------------------------------------------------------------

TEST_CASE("Questions of two attempts are independent") {
  auto s = failed_on_both();
  s.when(notification(order::finding::paid))
      .when(of_attempt(2, notification(order::finding::paid)));
  s.when(order::fall_due{order::duty::query}).then({"-> call_query 1", "-> call_query 2"});
  s.when(of_amount(99, query(order::finding::paid)));
  s.when(of_attempt(2, query(order::finding::paid)));
  CHECK(s.last().back() == "-> call_refund late.2");
  s.when(refund_says(order::refund_finding::done, "late.2"));
  CHECK_FALSE(is_closed(s.state()));
  CHECK(held(s, 1).minor_units == 99);
}

TEST_CASE("Of two attempts that wait for a person it must be said which one is meant") {
  auto s = failed_on_both();
  s.when(of_amount(99, query(order::finding::paid)));
  s.when(of_attempt(2, of_amount(98, query(order::finding::paid))));
  const auto word = of_amount(99, verdict(order::resolution::failed));
  s.when(word).rejected(rejection_code::resolved_attempt_unclear);
  s.when(of_attempt(3, word)).rejected(rejection_code::resolved_attempt_unclear);
  s.when(of_attempt(1, word));
  CHECK(s.last().back() == "-> call_refund late.1");
  s.when(of_amount(0, verdict(order::resolution::failed))).then({"order_resolved failed li.wei"});
  s.when(refund_says(order::refund_finding::done, "late.1"));
  CHECK(is_closed(s.state()));
}

TEST_CASE("A refund goes to the attempt that holds the money") {
  story s;
  s.when(reroutable(answer(order::finding::not_paid, "BUSY")));
  s.when(of_attempt(2, answer(order::finding::paid))).when(refund_of(500));
  CHECK(s.last().front() == "refund_requested R1 2 500");
}

TEST_CASE("While the next channel is tried, money in question on the last one is asked about") {
  story s;
  s.when(reroutable(answer(order::finding::not_paid, "BUSY")))
      .when(notification(order::finding::paid));
  s.at(3s).when(order::fall_due{order::duty::query}).then({"-> call_query 1"}).is("attempting");
  s.when(of_attempt(2, answer(order::finding::unknown)));
  s.when(order::fall_due{order::duty::query}).then({"-> call_query 2", "-> call_query 1"});
  s.when(of_amount(99, query(order::finding::paid))).is("in_doubt");
}

namespace {

/// The second attempt, in each phase that an order can be in while the first is looked after.
story second_attempt_in(const std::string& phase) {
  story s;
  s.when(reroutable(answer(order::finding::not_paid, "BUSY")));
  const auto second = [&](order::finding f) { s.when(of_attempt(2, answer(f))); };
  if (phase == "paid") second(order::finding::paid);
  if (phase == "failed" || phase == "revoked") second(order::finding::unknown);
  if (phase == "failed") s.when(of_attempt(2, query(order::finding::not_paid)));
  if (phase == "in_doubt") second(order::finding::unknown);
  if (phase == "awaiting_payer") second(order::finding::payer_paying);
  if (phase == "needs_operator") s.when(of_attempt(2, of_amount(99, answer(order::finding::paid))));
  if (phase == "revoking" || phase == "revoked") s.at(20s).when(order::revoke{});
  auto done = revoke_says(order::revoke_finding::done);
  done.attempt = attempt_no{2};
  if (phase == "revoked") s.when(done).when(of_attempt(2, query(order::finding::not_paid)));
  s.at(20s).is(phase);
  return s;
}

constexpr std::array all_but_the_first{
    "attempting", "awaiting_payer", "in_doubt", "revoking",
    "paid",       "failed",         "revoked",  "needs_operator"};

bool is_among(const lines& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

TEST_CASE("Late money of an earlier attempt is given back, however the order stands") {
  for (const std::string phase : all_but_the_first) {
    CAPTURE(phase);
    auto s = second_attempt_in(phase);
    s.when(query(order::finding::paid)).is(phase);
    CHECK(s.last() ==
          lines{"late_payment_found 1 query_answer", "refund_requested late.1 1 1250 late_payment",
                "-> call_refund late.1"});
    s.when(order::fall_due{order::duty::retry}).then({"-> call_refund_query late.1"});
    s.when(order::restarted{.engine_was_away = true});
    CHECK(is_among(s.last(), "-> call_refund_query late.1"));
    s.when(refund_says(order::refund_finding::done, "late.1"))
        .then({"refund_succeeded late.1"})
        .is(phase);
  }
}

TEST_CASE("Late money of an earlier attempt is asked about when a query is due, and only then") {
  for (const std::string phase : all_but_the_first) {
    CAPTURE(phase);
    auto s = second_attempt_in(phase);
    s.when(notification(order::finding::paid));
    s.when(order::fall_due{order::duty::query});
    CHECK(is_among(s.last(), "-> call_query 1"));
    if (phase != "revoking" && !is_final(s.state().now)) continue;
    s.when(order::fall_due{order::duty::revoke});
    CHECK_FALSE(is_among(s.last(), "-> call_query 1"));
  }
}

// -- questions that no query answers -----------------------------------------------------------

TEST_CASE(
    "Late money that no query confirms or denies goes to a person, and evidence still may end it") {
  auto s = come_to("failed");
  s.when(notification(order::finding::paid));
  s.at(40s + 24h)
      .when(order::fall_due{order::duty::query})
      .then({"operator_needed 1 not_confirmed", "-> call_query 1"})
      .is("failed");
  CHECK(public_state(s.state()) == "needs_operator");
  SECTION("a query finds it") {
    s.when(query(order::finding::paid));
    CHECK(s.last().back() == "-> call_refund late.1");
  }
  SECTION("a query denies it") { s.when(query(order::finding::not_paid, "CLOSED")); }
  SECTION("a person does") { s.when(verdict(order::resolution::failed)); }
  CHECK(public_state(s.state()) == "failed");
}

TEST_CASE("A give-back that a person calls not done is still owed") {
  auto s = come_to("failed");
  s.when(query(order::finding::paid)).when(refund_says(order::refund_finding::failed, "late.1"));
  s.when(verdict(order::resolution::not_refunded, "late.1"));
  CHECK(public_state(s.state()) == "needs_operator");
  SECTION("and tried again under a new number") {
    s.when(verdict(order::resolution::paid));
    CHECK(s.last().back() == "-> call_refund late.1.2");
    CHECK_FALSE(is_closed(s.state()));
  }
  SECTION("but not because a query finds the money where it was") {
    s.when(query(order::finding::paid)).nothing_happens();
  }
  SECTION("or found to be gone") {
    s.when(verdict(order::resolution::revoked)).then({"order_resolved revoked li.wei"});
    CHECK(is_closed(s.state()));
  }
}

TEST_CASE("Money whose give-back waits for a person is not given back a second time") {
  auto s = come_to("failed");
  s.when(query(order::finding::paid)).when(refund_says(order::refund_finding::failed, "late.1"));
  s.when(query(order::finding::paid)).nothing_happens();
}

TEST_CASE("What a give-back has left behind is still owed") {
  auto s = come_to("failed");
  s.when(query(order::finding::paid))
      .when(of_amount(1249, refund_says(order::refund_finding::done, "late.1")));
  s.when(of_amount(1249, verdict(order::resolution::refunded, "late.1")));
  CHECK(public_state(s.state()) == "needs_operator");
  s.when(verdict(order::resolution::paid));
  CHECK(s.last() == lines{"order_resolved paid li.wei", "late_payment_found 1 person",
                          "refund_requested late.1.2 1 1 late_payment", "-> call_refund late.1.2"});
  s.when(refund_says(order::refund_finding::done, "late.1.2"));
  CHECK(is_closed(s.state()));
}

// -- refunds of another amount -------------------------------------------------------------------

TEST_CASE("A refund of another amount waits for a person, who says what went back") {
  auto s = come_to("paid_with_refund");
  s.when(of_amount(600, refund_says(order::refund_finding::done)))
      .then({"operator_needed R1 another_amount asked 500 holds 600"});
  s.when(of_amount(600, refund_says(order::refund_finding::done))).nothing_happens();
  CHECK(committed_refunds(s.state()).minor_units == 600);
  s.when(verdict(order::resolution::refunded, "R1"))
      .rejected(rejection_code::resolved_amount_missing);
  s.when(of_amount(1251, verdict(order::resolution::refunded, "R1")))
      .rejected(rejection_code::resolved_amount_impossible);
  s.when(of_amount(5, verdict(order::resolution::not_refunded, "R1")))
      .rejected(rejection_code::resolved_amount_impossible);
  s.when(of_amount(600, verdict(order::resolution::refunded, "R1")));
  CHECK(completed_refunds(s.state()).minor_units == 600);
  s.when(refund_of(651, "R2")).rejected(rejection_code::refund_exceeds_paid);
  s.when(refund_of(650, "R2")).is("paid");
}

// -- logs that were written before questions were said apart ------------------------------------

TEST_CASE("Words of old logs mean the questions that they stood for") {
  const auto after = [](const char* detail, order::source from) {
    auto s = come_to("failed");
    const order::result_conflicted e{attempt_no{1}, from, order::finding::paid, "CODE", detail};
    return evolve(s.state(), e, s.now()).attempts.front().asks;
  };
  CHECK(after("paid_after_the_end", order::source::notification) ==
        order::money_question::paid_after_the_end);
  CHECK(after("amount_differs", order::source::query_answer) ==
        order::money_question::another_amount);
  CHECK(after("amount_differs", order::source::notification) == order::money_question::none);
  CHECK(after("late_payment_not_resolved", order::source::engine) ==
        order::money_question::not_confirmed);
  CHECK(after("late_payment_not_confirmed", order::source::query_answer) ==
        order::money_question::none);
  CHECK(after("not_paid_after_paid", order::source::notification) == order::money_question::none);
}

}  // namespace sluice::test
