// The first definitive result wins. A later different one is recorded, once, and alerted.

#include "tests/catch.hpp"
#include "tests/domain/order/story.hpp"

namespace sluice::test {

using namespace std::chrono_literals;

TEST_CASE("A notification that contradicts the payment is recorded once and changes nothing") {
  auto s = come_to("paid");
  s.when(notification(order::finding::not_paid, "CLOSED"))
      .then({"result_conflicted 1 notification not_paid CLOSED not_paid_after_paid",
             "-> call_query 1"})
      .is("paid");
  s.when(notification(order::finding::not_paid, "CLOSED")).then({"-> call_query 1"}).is("paid");
  s.when(query(order::finding::not_paid, "CLOSED")).nothing_happens();
  CHECK(s.state().conflicts == 1);
}

TEST_CASE("The same notification twice is one payment") {
  auto s = come_to("in_doubt");
  s.when(notification(order::finding::paid)).is("paid");
  s.when(notification(order::finding::paid)).nothing_happens();
  CHECK(s.state().conflicts == 0);
}

TEST_CASE("A repeated notification of late money asks again: the first query may have failed") {
  auto s = come_to("failed");
  s.when(notification(order::finding::paid))
      .then({"result_conflicted 1 notification paid paid_after_the_end", "-> call_query 1"});
  s.when(query(order::finding::unknown, "TIMEOUT")).nothing_happens();
  s.when(notification(order::finding::paid)).then({"-> call_query 1"});
  s.when(query(order::finding::paid));
  CHECK(s.last().back() == "-> call_refund late.1");
}

TEST_CASE("An order stays open while late money is in question, until a query denies it") {
  auto s = come_to("failed");
  s.when(notification(order::finding::paid));
  CHECK_FALSE(is_closed(s.state()));
  s.when(order::fall_due{order::duty::query}).then({"-> call_query 1"});
  s.when(query(order::finding::unknown, "TIMEOUT")).nothing_happens();
  CHECK_FALSE(is_closed(s.state()));
  s.when(query(order::finding::not_paid, "CLOSED"))
      .then({"result_conflicted 1 query_answer not_paid CLOSED late_payment_not_confirmed"})
      .is("failed");
  CHECK(is_closed(s.state()));
}

TEST_CASE("Late money is in question whatever amount a notification names") {
  auto s = come_to("failed");
  s.when(of_amount(99, notification(order::finding::paid)))
      .then({"result_conflicted 1 notification paid paid_after_the_end", "-> call_query 1"});
  CHECK_FALSE(is_closed(s.state()));
  s.when(order::fall_due{order::duty::query}).then({"-> call_query 1"});
  s.when(query(order::finding::paid));
  CHECK(s.last().back() == "-> call_refund late.1");
}

TEST_CASE("A payout that went out after it had failed is a person's, and never 'refunded'") {
  auto s = come_to("failed_payout");
  s.when(query(order::finding::paid)).then({"operator_needed 1 cannot_return holds 1250"});
  s.when(query(order::finding::paid)).nothing_happens();
  CHECK(public_state(s.state()) == "needs_operator");
  s.when(verdict(order::resolution::paid)).then({"order_resolved paid li.wei"}).is("failed");
  CHECK(is_closed(s.state()));
  CHECK(s.state().refunds.empty());
}

TEST_CASE("A revoke that was done although an operator had said paid is looked into") {
  auto s = come_to("revoking");
  s.when(verdict(order::resolution::paid)).is("paid");
  s.when(revoke_says(order::revoke_finding::done)).then({"-> call_query 1"});
  s.when(query(order::finding::not_paid, "REVOKED"));
  CHECK(s.state().conflicts == 1);
  s.is("paid");
}

TEST_CASE("A report of an attempt that does not exist changes nothing") {
  for (const auto place : places()) {
    if (place == "absent") continue;
    auto s = come_to(place);
    s.when(of_attempt(9, query(order::finding::paid))).nothing_happens();
    s.when(of_attempt(0, query(order::finding::not_paid))).nothing_happens();
  }
}

// -- a person's word -------------------------------------------------------------------------

TEST_CASE("A person ends what nothing else could, by name and reason") {
  auto s = come_to("needs_operator");
  CHECK(public_state(s.state()) == "needs_operator");
  s.when(verdict(order::resolution::failed)).then({"order_resolved failed li.wei"}).is("failed");
  CHECK(std::get<order::order_resolved>(s.history().back()).reason == "seen on the statement");
}

TEST_CASE("Money that comes after a person said failed is still given back") {
  auto s = come_to("in_doubt");
  s.when(verdict(order::resolution::failed)).when(query(order::finding::paid));
  CHECK(s.last().back() == "-> call_refund late.1");
}

TEST_CASE("The same order again gets the same answer; its number with another body is refused") {
  for (const auto place : places()) {
    if (place == "absent") continue;
    auto other = pay_request();
    other.body = other_body;
    auto s = come_to(place);
    s.when(pay_request()).nothing_happens();
    s.when(other).rejected(rejection_code::order_number_reused);
  }
}

TEST_CASE("An order of no money is refused") {
  auto s = story::given({});
  for (const std::int64_t amount : {std::int64_t{0}, std::int64_t{-1}}) {
    auto nothing = pay_request();
    nothing.amount.minor_units = amount;
    s.when(nothing).rejected(rejection_code::amount_must_be_positive);
  }
  auto least = pay_request();
  least.amount.minor_units = 1;
  s.when(least).is("attempting");
}

TEST_CASE("The log keeps the masked payment code only") {
  const story s;
  for (const auto& event : s.history())
    CHECK(text_of(event).find("134567890123456789") == std::string::npos);
  CHECK(s.state().masked_code == "13**************89");
}

}  // namespace sluice::test
