// What time proves and what it ends. A clock that somebody sets proves nothing, an engine that was
// away begins to wait anew, and nothing is given up at the first look after a standstill.

#include "tests/catch.hpp"
#include "tests/domain/order/story.hpp"

namespace sluice::test {

using namespace std::chrono_literals;

TEST_CASE("'Not found' is believed only after the visibility delay, counted anew after a start") {
  story s(business_type::quick_pay);
  s.when(answer(order::finding::unknown));
  s.at(100s).restarted_now().nothing_happens();
  s.at(100s + 2min - 1ms).when(query(order::finding::not_found)).nothing_happens().is("in_doubt");
  s.at(100s + 2min).when(query(order::finding::not_found)).is("failed");
}

TEST_CASE("Late money is denied only after the visibility delay, counted anew after a start") {
  auto s = come_to("failed");
  s.when(notification(order::finding::paid)).is("failed");
  const auto conflicts = s.state().conflicts;
  s.at(1h).restarted_now();
  s.at(1h + 2min - 1ms).when(query(order::finding::not_found));
  CHECK(s.state().conflicts == conflicts);
  s.at(1h + 2min).when(query(order::finding::not_found));
  CHECK(s.state().conflicts == conflicts + 1);
}

TEST_CASE(
    "A revoke waits anew after a start, is planned for then, and is tried before it is over") {
  auto s = come_to("revoking");
  s.at(1h).restarted_now().nothing_happens();
  s.when(order::restarted{.engine_was_away = true}).nothing_happens();
  const auto next = agenda_of(s.state(), s.now(), s.timing(), s.now());
  REQUIRE(next.revoke == s.now() + 15s);
  s.at(1h + 15s).when(order::fall_due{order::duty::revoke, next.revoke}).then({"-> call_revoke 1"});
  s.when(revoke_says(order::revoke_finding::again)).nothing_happens();
  s.at(1h + 15s + 1ms)
      .when(order::fall_due{order::duty::revoke, *next.revoke + 1ms})
      .then({"operator_needed revoke_kept_failing", "-> call_query 1"});
}

namespace {

/// Planned for just after the time to give up, looked at so late.
order::fall_due late_look(const story& s, order::duty what, millis by) {
  return {what, s.now() - by};
}

}  // namespace

TEST_CASE("A look that comes late tries once more and gives up at the next") {
  auto revoking = come_to("revoking");
  revoking.at(20s + 10min + 1min);
  revoking.when(late_look(revoking, order::duty::revoke, 30s)).then({"-> call_revoke 1"});
  revoking.when(late_look(revoking, order::duty::revoke, 5ms)).is("needs_operator");

  auto answered = come_to("revoking_answered");
  answered.at(20s + 2min);
  answered.when(late_look(answered, order::duty::query, 1min)).then({"-> call_query 1"});
  answered.when(late_look(answered, order::duty::query, 5ms)).then({"order_revoked 1"});

  auto payout = come_to("in_doubt_payout");
  payout.at(25h);
  payout.when(late_look(payout, order::duty::query, 30min)).then({"-> call_query 1"});
  payout.when(late_look(payout, order::duty::query, 5ms)).is("needs_operator");

  auto paid = come_to("paid");
  paid.when(refund_of(100)).when(refund_says(order::refund_finding::unknown));
  paid.at(40s + 25h);
  paid.when(late_look(paid, order::duty::retry, 2s)).then({"-> call_refund_query R1"});
  paid.when(late_look(paid, order::duty::retry, 5ms))
      .then({"operator_needed R1 refund_not_resolved"});
}

TEST_CASE("A look is late when a second has passed since the moment that it was planned for") {
  auto s = come_to("in_doubt_payout");
  s.at(25h).when(late_look(s, order::duty::query, 1s)).then({"-> call_query 1"});
  s.when(late_look(s, order::duty::query, 999ms)).is("needs_operator");
}

TEST_CASE(
    "A look that was planned for before the time to give up tries, however short it was late") {
  auto s = come_to("revoking");
  const auto over = 20s + 10min;
  s.at(over + 5ms)
      .when(order::fall_due{order::duty::revoke, s.now() - 10ms})
      .then({"-> call_revoke 1"});
}

// -- not_after ------------------------------------------------------------------------------------

namespace {

order::pay until(instant not_after, order::pay p = pay_request()) {
  p.not_after = not_after;
  return p;
}

}  // namespace

TEST_CASE(
    "An order whose time has passed by the machine's clock is refused, and nothing is tried") {
  auto s = story::given({});
  s.machine_says(morning).when(until(morning)).rejected(rejection_code::expired).is("absent");
  s.when(until(morning + 1ms)).is("attempting");
}

TEST_CASE("A repeat hears how its order stands, whatever time it carries") {
  auto s = story::given({});
  s.when(until(morning + 1s));
  s.machine_says(morning + 1h).when(until(morning + 1s)).nothing_happens();
  s.when(until(morning)).nothing_happens();
  s.when(pay_request()).nothing_happens().is("attempting");
}

TEST_CASE("Another channel is not tried once the order's time has passed, also after a start") {
  for (const bool in_time : {true, false}) {
    auto s = story::given({});
    s.when(until(morning + 10s, pay_request(business_type::quick_pay)));
    s.machine_says(morning + (in_time ? 9s : 10s));
    s.when(answer(order::finding::not_sent, "expired"));
    if (in_time)
      s.then({"attempt_failed 1 engine expired", "attempt_started 2 wechat_b K2", "-> call_pay 2"});
    else
      s.then({"attempt_failed 1 engine expired", "order_failed expired"}).is("failed");
  }
}

}  // namespace sluice::test
