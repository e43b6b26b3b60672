// Taking an order back races with the payer. All orders of {revoke, success, silence} are told
// here.

#include "tests/catch.hpp"
#include "tests/domain/order/story.hpp"

namespace sluice::test {

using namespace std::chrono_literals;

TEST_CASE("An unpaid order is taken back at its deadline, and a query confirms it") {
  auto s = come_to("awaiting_payer");
  s.at(29s).when(order::fall_due{order::duty::revoke}).nothing_happens();
  s.at(30s)
      .when(order::fall_due{order::duty::revoke})
      .then({"revoke_requested 1 revoke payer_too_late", "-> call_revoke 1"});
  s.when(revoke_says(order::revoke_finding::done)).then({"revoke_answered 1", "-> call_query 1"});
  s.when(query(order::finding::not_paid, "REVOKED")).then({"order_revoked 1"}).is("revoked");
}

TEST_CASE("A merchant's revoke is written down at once but sent when the channel takes it") {
  story s;
  s.at(3s).when(order::revoke{}).then({"revoke_requested 1 revoke merchant_asked"});
  s.at(14s).when(order::fall_due{order::duty::revoke}).nothing_happens();
  s.at(15s).when(order::fall_due{order::duty::revoke}).then({"-> call_revoke 1"});
}

TEST_CASE("A revoke that answers 'again' or nothing is called again") {
  auto s = come_to("revoking");
  s.when(revoke_says(order::revoke_finding::again)).nothing_happens();
  s.when(order::fall_due{order::duty::revoke}).then({"-> call_revoke 1"});
  s.when(revoke_says(order::revoke_finding::unknown)).then({"-> call_query 1"});
  s.when(order::fall_due{order::duty::revoke}).then({"-> call_revoke 1"});
}

TEST_CASE("An engine that was away for long tries a revoke before it gives up") {
  auto s = come_to("revoking");
  s.at(20s + 1h).when(order::restarted{}).nothing_happens();  // read back only: the back-off holds
  s.when(order::restarted{.engine_was_away = true}).then({"-> call_revoke 1"}).is("revoking");
  s.when(revoke_says(order::revoke_finding::done)).then({"revoke_answered 1", "-> call_query 1"});
  s.at(20s + 2h).when(order::restarted{.engine_was_away = true}).then({"-> call_query 1"});
}

TEST_CASE("A revoke that keeps failing ends with a person") {
  auto s = come_to("revoking");
  s.at(20s + 10min - 1ms).when(order::fall_due{order::duty::revoke}).then({"-> call_revoke 1"});
  s.at(20s + 10min)
      .when(order::fall_due{order::duty::revoke})
      .then({"operator_needed revoke_kept_failing", "-> call_query 1"})
      .is("needs_operator");
  s.when(revoke_says(order::revoke_finding::done)).is("revoked");
}

TEST_CASE("A revoke that is done but cannot be confirmed stands on its answer") {
  auto s = come_to("revoking_answered");
  s.at(20s + 29s).when(order::fall_due{order::duty::query}).then({"-> call_query 1"});
  s.when(query(order::finding::unknown)).nothing_happens();
  s.at(20s + 30s).when(order::fall_due{order::duty::query}).then({"order_revoked 1"});
}

TEST_CASE("The payer was faster than the revoke: the money goes back and the order is revoked") {
  auto s = come_to("revoking");
  s.when(query(order::finding::paid))
      .then({"late_payment_found 1 query_answer", "-> call_revoke 1"});
  s.when(query(order::finding::paid)).nothing_happens();
  s.when(revoke_says(order::revoke_finding::done)).then({"revoke_answered 1", "-> call_query 1"});
  s.when(query(order::finding::not_paid, "REFUND")).then({"order_revoked 1 money_returned"});
}

TEST_CASE("Money found before a revoke is allowed waits for the time when it is") {
  story s;
  s.at(2s).when(order::revoke{});
  s.at(4s).when(notification(order::finding::paid)).then({"late_payment_found 1 notification"});
  s.at(15s).when(order::fall_due{order::duty::revoke}).then({"-> call_revoke 1"});
}

TEST_CASE("A channel that says revoked and then paid is asked again in the supervisor's rhythm") {
  auto s = come_to("revoking_answered");
  s.when(query(order::finding::paid)).then({"late_payment_found 1 query_answer"}).is("revoking");
  const auto next = agenda_of(s.state(), s.now(), s.timing());
  REQUIRE(next.revoke.has_value());
  CHECK(*next.revoke > s.now());
}

TEST_CASE("That money was returned is remembered when the repeated revoke does not say so") {
  auto s = come_to("revoking");
  auto returned = revoke_says(order::revoke_finding::done);
  returned.money_returned = sluice::order::returned::yes;
  s.when(returned).then({"revoke_answered 1 money_returned", "-> call_query 1"});
  s.when(revoke_says(order::revoke_finding::done));
  s.when(query(order::finding::not_found)).then({"order_revoked 1 money_returned"});
}

TEST_CASE("A refusal of the repeated call does not undo a revoke that was done") {
  come_to("revoking_answered")
      .when(revoke_says(order::revoke_finding::refused, "X"))
      .nothing_happens();
}

TEST_CASE("Late words of failure do not end the return of money that was found") {
  come_to("revoking_paid_late")
      .when(answer(order::finding::not_sent))
      .nothing_happens()
      .is("revoking");
}

TEST_CASE("Money found after the revoke is refunded, on the word of a query") {
  auto s = come_to("revoked");
  s.when(notification(order::finding::paid))
      .then({"result_conflicted 1 notification paid paid_after_the_end", "-> call_query 1"});
  s.when(query(order::finding::paid))
      .then({"late_payment_found 1 query_answer", "refund_requested late.1 1 1250 late_payment",
             "-> call_refund late.1"})
      .is("revoked");
  CHECK_FALSE(is_closed(s.state()));
  s.when(refund_says(order::refund_finding::done, "late.1")).then({"refund_succeeded late.1"});
  CHECK(is_closed(s.state()));
}

TEST_CASE("Money found after failure is refunded") {
  auto s = come_to("failed");
  s.when(query(order::finding::paid)).is("failed");
  CHECK(s.last().back() == "-> call_refund late.1");
  CHECK(committed_refunds(s.state()).minor_units == 0);  // our debt, not the merchant's refund
}

TEST_CASE("A late payment of another amount is for a person, not for a refund") {
  for (const auto* place : {"failed", "closing"})
    come_to(place)
        .when(of_amount(99, query(order::finding::paid)))
        .then({"operator_needed 1 another_amount asked 1250 holds 99"});
}

TEST_CASE("A payment of another amount while revoking is no proof of late money") {
  auto s = come_to("revoking");
  s.when(of_amount(99, notification(order::finding::paid)))
      .then({"-> call_query 1"})
      .is("revoking");
  s.when(query(order::finding::paid))
      .then({"late_payment_found 1 query_answer", "-> call_revoke 1"});
}

TEST_CASE("A give-back that the channel refuses is for a person, once, and shows to the merchant") {
  auto s = come_to("failed");
  s.when(query(order::finding::paid));
  s.when(refund_says(order::refund_finding::failed, "late.1"))
      .then({"operator_needed late.1 give_back_refused:"});
  CHECK(public_state(s.state()) == "needs_operator");
  s.when(refund_says(order::refund_finding::failed, "late.1")).nothing_happens();
  s.when(verdict(order::resolution::refunded, "late.1"))
      .then({"order_resolved late.1 refunded li.wei"});
  CHECK(public_state(s.state()) == "failed");
}

TEST_CASE("What cannot be undone any more is given back by a refund of another number") {
  auto s = come_to("failed");
  s.when(query(order::finding::paid));
  s.when(refund_says(order::refund_finding::too_late, "late.1"))
      .then({"refund_failed late.1", "refund_requested late.1.2 1 1250 late_payment",
             "-> call_refund late.1.2"});
  const auto& [first, second] = std::tie(s.state().refunds.at(0), s.state().refunds.at(1));
  CHECK_FALSE(first.key == second.key);
  CHECK(public_state(s.state()) == "failed");
  s.when(refund_says(order::refund_finding::too_late, "late.1")).nothing_happens();
  auto again = s;
  again.when(refund_says(order::refund_finding::too_late, "late.1.2"))
      .then({"operator_needed late.1.2 give_back_refused:"});
  s.when(refund_says(order::refund_finding::done, "late.1.2")).then({"refund_succeeded late.1.2"});
  CHECK(is_closed(s.state()));
}

TEST_CASE("A quick payment is closed; the close answers that it was paid; the money is refunded") {
  auto s = come_to("closing");
  s.when(revoke_says(order::revoke_finding::already_paid)).then({"-> call_query 1"});
  s.when(query(order::finding::paid)).is("revoked");
  CHECK(s.last().back() == "-> call_refund late.1");
}

TEST_CASE("A payment told of after a close is told of again until it is in the log") {
  auto s = come_to("closing");
  s.when(revoke_says(order::revoke_finding::done));
  s.when(notification(order::finding::paid)).then({"-> call_query 1", "-> send_again"});
  s.when(query(order::finding::unknown)).nothing_happens();
  s.at(1h).when(order::fall_due{order::duty::query}).then({"order_revoked 1"}).is("revoked");
  s.when(notification(order::finding::paid))
      .then({"result_conflicted 1 notification paid paid_after_the_end", "-> call_query 1"});
}

TEST_CASE("A payout cannot be revoked, whatever the hour") {
  story s(business_type::payout);
  s.when(order::revoke{}).rejected(rejection_code::order_not_revocable);
  s.at(999h).when(order::revoke{}).rejected(rejection_code::order_not_revocable);
  come_to("in_doubt_payout").when(order::fall_due{order::duty::revoke}).nothing_happens();
}

TEST_CASE("What a channel calls its answer to a revoke is kept") {
  auto s = come_to("revoking");
  s.when(revoke_says(order::revoke_finding::done, "CODE"))
      .then({"revoke_answered 1 CODE", "-> call_query 1"});
}

TEST_CASE("A revoke report of another attempt changes nothing") {
  for (const auto* place : {"revoking", "needs_operator_taking_back", "paid"}) {
    auto other = revoke_says(order::revoke_finding::done);
    other.attempt = attempt_no{7};
    come_to(place).when(other).nothing_happens();
  }
}

}  // namespace sluice::test
