// Refunds: each has its own number, its own unknowns, and together they never exceed the payment.

#include "tests/catch.hpp"
#include "tests/domain/order/story.hpp"

namespace sluice::test {

using namespace std::chrono_literals;

TEST_CASE("Partial refunds up to the amount, and one too many") {
  auto s = come_to("paid");
  s.when(refund_of(500, "R1")).then({"refund_requested R1 1 500", "-> call_refund R1"});
  s.when(refund_says(order::refund_finding::done, "R1")).then({"refund_succeeded R1"});
  s.when(refund_of(750, "R2")).then({"refund_requested R2 1 750", "-> call_refund R2"});
  s.when(refund_of(1, "R3")).rejected(rejection_code::refund_exceeds_paid);
  CHECK(committed_refunds(s.state()).minor_units == 1250);
  CHECK(completed_refunds(s.state()).minor_units == 500);
}

TEST_CASE("A refund whose outcome is unknown still counts") {
  auto s = come_to("paid");
  s.when(refund_of(1250))
      .when(refund_says(order::refund_finding::unknown))
      .then({"refund_in_doubt R1"});
  s.when(refund_of(1, "R2")).rejected(rejection_code::refund_exceeds_paid);
}

TEST_CASE("A refund that failed no longer counts") {
  auto s = come_to("paid");
  s.when(refund_of(1250)).when(refund_says(order::refund_finding::failed));
  s.when(refund_of(1250, "R2")).then({"refund_requested R2 1 1250", "-> call_refund R2"});
}

TEST_CASE("An order can have so many refunds that have not failed, and no more") {
  auto s = come_to("paid");
  for (int i = 1; i <= 50; ++i) s.when(refund_of(1, "R" + std::to_string(i)));
  s.when(refund_of(1, "R51")).rejected(rejection_code::too_many_refunds);
  s.when(refund_of(1, "R50")).nothing_happens();
  s.when(refund_says(order::refund_finding::failed, "R7"));
  s.when(refund_of(1, "R51"));
  CHECK(s.last().back() == "-> call_refund R51");
}

TEST_CASE("The same refund again gets the same answer; its number with another body is refused") {
  auto s = come_to("paid");
  s.when(refund_of(500));
  s.when(refund_of(500)).nothing_happens();
  auto other = refund_of(500);
  other.body = other_body;
  s.when(other).rejected(rejection_code::refund_number_reused);
}

TEST_CASE("A refund of nothing, of less, in another currency or too large is refused") {
  auto s = come_to("paid");
  s.when(refund_of(0)).rejected(rejection_code::amount_must_be_positive);
  s.when(refund_of(-1)).rejected(rejection_code::amount_must_be_positive);
  auto euros = refund_of(1);
  euros.amount.unit = currency::eur;
  s.when(euros).rejected(rejection_code::refund_currency_differs);
  s.when(refund_of(1251)).rejected(rejection_code::refund_exceeds_paid);
  s.when(refund_of(max_amount_minor)).rejected(rejection_code::refund_exceeds_paid);
  CHECK(s.state().refunds.empty());
}

TEST_CASE("A payout cannot be refunded") {
  story s(business_type::payout);
  s.when(answer(order::finding::paid)).when(refund_of(1));
  s.rejected(rejection_code::order_not_refundable);
}

TEST_CASE("A lost refund is sent again under the same number, never under another") {
  auto s = come_to("paid");
  s.when(refund_of(500));
  const auto key = s.state().refunds.front().key;
  s.when(refund_says(order::refund_finding::unknown));
  s.at(1min).when(order::fall_due{order::duty::retry}).then({"-> call_refund_query R1"});
  s.when(refund_says(order::refund_finding::not_refunded)).then({"-> call_refund R1"});
  CHECK(s.state().refunds.front().key == key);
  s.when(refund_says(order::refund_finding::done)).then({"refund_succeeded R1"});
  s.when(refund_says(order::refund_finding::failed)).nothing_happens();
}

TEST_CASE("'Accepted' is not 'done': the refund is asked about") {
  auto s = come_to("paid");
  s.when(refund_of(500))
      .when(refund_says(order::refund_finding::accepted))
      .then({"refund_in_doubt R1"});
  s.when(refund_says(order::refund_finding::accepted)).nothing_happens();
  CHECK_FALSE(is_closed(s.state()));
}

TEST_CASE("An engine that was away for long asks about a refund before it gives up") {
  auto s = come_to("paid");
  s.when(refund_of(500)).when(refund_says(order::refund_finding::unknown));
  s.at(40s + 48h).when(order::restarted{}).nothing_happens();
  s.when(order::restarted{.engine_was_away = true}).then({"-> call_refund_query R1"});
  s.when(refund_says(order::refund_finding::done)).is("paid");
  s.when(order::restarted{.engine_was_away = true}).nothing_happens();
}

TEST_CASE("A refund that never ends goes to a person, who decides") {
  auto s = come_to("paid");
  s.when(refund_of(500)).when(refund_says(order::refund_finding::unknown));
  s.at(40s + 24h)
      .when(order::fall_due{order::duty::retry})
      .then({"operator_needed R1 refund_not_resolved"});
  s.when(order::fall_due{order::duty::retry}).nothing_happens();
  s.when(verdict(order::resolution::paid, "R1")).rejected(rejection_code::resolution_unknown);
  s.when(verdict(order::resolution::not_refunded, "R9")).rejected(rejection_code::refund_not_found);
  s.when(verdict(order::resolution::not_refunded, "R1"))
      .then({"order_resolved R1 not_refunded li.wei"});
  s.when(verdict(order::resolution::refunded, "R1"))
      .rejected(rejection_code::order_needs_no_operator);
  CHECK(committed_refunds(s.state()).minor_units == 0);
}

TEST_CASE("A refund that waits for a person still counts") {
  auto s = come_to("paid");
  s.when(refund_of(1250)).when(refund_says(order::refund_finding::unknown));
  s.at(40s + 24h)
      .when(order::fall_due{order::duty::retry})
      .then({"operator_needed R1 refund_not_resolved"});
  CHECK(committed_refunds(s.state()).minor_units == 1250);
  CHECK(completed_refunds(s.state()).minor_units == 0);
  s.when(refund_of(1, "R2")).rejected(rejection_code::refund_exceeds_paid);
}

TEST_CASE("A refund that the order does not have is not made up by a report") {
  come_to("paid").when(refund_says(order::refund_finding::done, "R9")).nothing_happens();
}

TEST_CASE("What a channel calls its answer to a refund is kept") {
  auto report = refund_says(order::refund_finding::unknown);
  report.code = "CODE";
  auto s = come_to("paid_with_refund");
  s.when(report).then({"refund_in_doubt R1 CODE"});
  report.found = order::refund_finding::failed;
  s.when(report).then({"refund_failed R1 CODE"});
}

TEST_CASE("A refund that has failed is over, whatever its channel says then") {
  auto s = come_to("paid_with_refund");
  s.when(refund_says(order::refund_finding::failed));
  for (const auto later : {order::refund_finding::done, order::refund_finding::unknown,
                           order::refund_finding::failed, order::refund_finding::not_refunded})
    s.when(refund_says(later)).nothing_happens();
}

TEST_CASE("A refund that waits for a person is not sent again, and evidence still ends it") {
  auto s = come_to("paid_with_refund");
  s.at(25h).when(order::fall_due{order::duty::retry});
  s.when(refund_says(order::refund_finding::not_refunded)).nothing_happens();
  s.when(refund_says(order::refund_finding::done)).then({"refund_succeeded R1"});
}

TEST_CASE("A refund that is stuck is neither done nor failed: a person hears of it, once") {
  auto s = come_to("paid_with_refund");
  auto report = refund_says(order::refund_finding::stuck);
  report.code = "ABNORMAL";
  s.when(report).then({"operator_needed R1 refund_stuck:ABNORMAL"}).is("paid");
  CHECK(committed_refunds(s.state()).minor_units == 500);
  s.when(report).nothing_happens();
  s.when(refund_says(order::refund_finding::not_refunded)).nothing_happens();
  auto given_back = come_to("failed");
  given_back.when(query(order::finding::paid));
  given_back.when(refund_says(order::refund_finding::stuck, "late.1"))
      .then({"operator_needed late.1 refund_stuck:"});
  s.when(refund_says(order::refund_finding::done)).then({"refund_succeeded R1"});
}

TEST_CASE("A refund that a person must see names the attempt that it takes from") {
  const auto names_the_second = [](story& s) {
    const auto& last = std::get<order::operator_needed>(s.history().back());
    return last.attempt == attempt_no{2};
  };
  const auto paid_on_the_second = [] {
    story s;
    s.when(reroutable(answer(order::finding::not_paid, "BUSY")));
    s.when(of_attempt(2, answer(order::finding::paid))).when(refund_of(500));
    return s;
  };
  auto less = paid_on_the_second();
  less.when(of_amount(400, refund_says(order::refund_finding::done)));
  CHECK(names_the_second(less));
  CHECK(committed_refunds(less.state()).minor_units == 500);  // until it is sure
  auto late = paid_on_the_second();
  late.at(25h).when(order::fall_due{order::duty::retry});
  CHECK(names_the_second(late));
  story given_back;
  given_back.when(reroutable(answer(order::finding::not_paid, "BUSY")));
  given_back.when(of_attempt(2, answer(order::finding::not_paid, "NOTENOUGH")));
  given_back.when(of_attempt(2, query(order::finding::paid)));
  given_back.when(refund_says(order::refund_finding::failed, "late.2"));
  CHECK(names_the_second(given_back));
}

}  // namespace sluice::test
