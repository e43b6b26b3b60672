// Some channels take nothing back when a payment is old: then it is asked, and refunded.

#include "tests/catch.hpp"
#include "tests/domain/order/story.hpp"

namespace sluice::test {

using namespace std::chrono_literals;

namespace {

const channel_windows a_day{
    .revoke = channel_window::lasting(24h), .refund = channel_window::lasting(48h)};

/// Doubt that an engine brings back which was away for longer than the channel's window.
story found_again(millis after) {
  auto s = come_to("in_doubt");
  s.with_windows(a_day).at(after).restarted_now();
  return s;
}

}  // namespace

TEST_CASE("Within its window an old doubt is taken back") {
  found_again(24h - 1ms)
      .when(order::revoke{})
      .then({"revoke_requested 1 revoke merchant_asked"})
      .at(24h + 15s)  // and the window ends before the channel may be called
      .when(order::fall_due{order::duty::revoke})
      .then({"revoke_requested 1 refund merchant_asked", "-> call_query 1"});
}

TEST_CASE("Outside its window an old doubt is asked about, and refunded if it is paid") {
  auto s = found_again(24h);
  s.when(order::fall_due{order::duty::revoke})
      .then({"revoke_requested 1 refund payer_too_late", "-> call_query 1"});
  s.when(order::fall_due{order::duty::revoke}).then({"-> call_query 1"});
  SECTION("paid") {
    s.when(query(order::finding::paid))
        .then({"late_payment_found 1 query_answer", "order_revoked 1 no_money_returned",
               "refund_requested late.1 1 1250 late_payment", "-> call_refund late.1"})
        .is("revoked");
  }
  SECTION("a notification's word is asked about") {
    s.when(notification(order::finding::paid)).then({"-> call_query 1", "-> send_again"});
  }
  SECTION("not paid") {
    s.when(query(order::finding::not_paid, "CLOSED")).then({"order_revoked 1"}).is("revoked");
  }
  SECTION("still open there") { s.when(query(order::finding::not_paid_yet)).nothing_happens(); }
}

TEST_CASE(
    "A person hears that nobody has said whether it is paid, not of revokes that never were") {
  auto s = found_again(24h);
  s.when(order::fall_due{order::duty::revoke});
  s.at(24h + 10min)
      .when(order::fall_due{order::duty::revoke})
      .then({"operator_needed not_settled_in_time", "-> call_query 1"})
      .is("needs_operator");
}

TEST_CASE("What the channel never heard of cannot be too late: its number is burnt") {
  auto s = found_again(24h);
  s.when(order::fall_due{order::duty::revoke});
  s.when(query(order::finding::not_found)).nothing_happens();  // as a revoke would be: too early
  s.at(24h + 15s).when(query(order::finding::not_found)).then({"-> call_revoke 1"});
  s.when(revoke_says(order::revoke_finding::unknown)).nothing_happens();  // a query comes in time
  s.when(query(order::finding::not_found)).then({"-> call_revoke 1"});
  s.when(revoke_says(order::revoke_finding::done)).then({"revoke_answered 1", "-> call_query 1"});
  s.when(query(order::finding::not_found)).then({"order_revoked 1"}).is("revoked");
}

TEST_CASE("A channel that says 'too late' is believed, whatever the configuration says") {
  auto s = come_to("revoking");
  s.when(revoke_says(order::revoke_finding::too_late, "REVERSE_EXPIRE"))
      .then({"revoke_requested 1 refund merchant_asked", "-> call_query 1"});
  s.when(revoke_says(order::revoke_finding::too_late, "REVERSE_EXPIRE")).nothing_happens();
}

TEST_CASE("Money that was found before the channel said 'too late' is refunded once") {
  auto s = come_to("revoking_paid_late");
  s.when(revoke_says(order::revoke_finding::too_late));
  s.when(query(order::finding::paid))
      .then({"order_revoked 1 no_money_returned", "refund_requested late.1 1 1250 late_payment",
             "-> call_refund late.1"})
      .is("revoked");
  s.when(query(order::finding::paid)).nothing_happens();
}

TEST_CASE("A close knows no window") {
  auto s = come_to("closing");
  s.with_windows(a_day).at(100h).when(order::restarted{.engine_was_away = true});
  s.then({"-> call_revoke 1 close"});
}

TEST_CASE("A refund outside its window is refused, and its repeat is not") {
  auto s = come_to("paid_with_refund");
  s.with_windows(a_day).at(49h);
  s.when(refund_of(500)).nothing_happens();
  s.when(refund_of(250, "R2")).rejected(rejection_code::refund_too_late);
  s.at(47h).when(refund_of(250, "R2")).then({"refund_requested R2 1 250", "-> call_refund R2"});
}

TEST_CASE("Late money is given back at any time: the channel has the last word") {
  auto s = come_to("revoked");
  s.with_windows(a_day).at(100h).when(query(order::finding::paid));
  REQUIRE_FALSE(s.last().empty());
  CHECK(s.last().back() == "-> call_refund late.1");
}

}  // namespace sluice::test
