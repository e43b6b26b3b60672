/// Payments that the channel confirms by a code on the payer's phone.

#include "tests/catch.hpp"
#include "tests/domain/order/story.hpp"

namespace sluice::test {

using namespace std::chrono_literals;

namespace {

const order::verify_payer typed{secret{"493817"}};
const order::fall_due query_is_due{order::duty::query};
const order::fall_due revoke_is_due{order::duty::revoke};

story waiting_for_code() { return come_to("awaiting_code"); }  // 40 s after the attempt began
story code_under_way() { return come_to("confirming"); }

}  // namespace

TEST_CASE("The caller sees that a code is wanted, until one is given") {
  auto s = waiting_for_code();
  CHECK(public_state(s.state()) == "payer_action_needed");
  CHECK(waits_for_code(s.state()));
  s.when(typed).then({"code_given 1 1", "-> call_confirm 1"});
  CHECK(public_state(s.state()) == "processing");
  s.when(typed).rejected(rejection_code::verification_not_wanted);
  s.when(answer(order::finding::paid)).is("paid");
}

TEST_CASE("A right code that is only accepted is asked about; no other code is wanted") {
  auto s = code_under_way();
  s.when(answer(order::finding::payer_paying, "00")).is("awaiting_payer");
  CHECK(public_state(s.state()) == "processing");
  CHECK_FALSE(waits_for_code(s.state()));
  s.when(typed).rejected(rejection_code::verification_not_wanted);
  s.when(query_is_due).then({"-> call_query 1"});
  s.when(query(order::finding::paid)).is("paid");
}

TEST_CASE("Five codes of an attempt, and no more") {
  auto s = waiting_for_code();
  for (int n = 1; n < order::most_code_tries; ++n) {
    s.when(typed).when(asks_for_code("71"));
    CHECK(public_state(s.state()) == "payer_action_needed");
  }
  s.when(typed).when(asks_for_code("71"));
  s.then({"attempt_failed 1 pay_answer 71", "order_failed 71"}).is("failed");
  CHECK(is_closed(s.state()));
}

TEST_CASE("A code that never left may be given again, but counts") {
  auto s = waiting_for_code();
  s.when(typed).when(answer(order::finding::not_sent, "channel_queue_full"));
  s.then({"payer_asked 1 pay_answer channel_queue_full"});
  CHECK(waits_for_code(s.state()));
  s.when(typed).then({"code_given 1 2", "-> call_confirm 1"});
}

TEST_CASE("The time of a code counts from the code, not from the attempt") {
  auto s = waiting_for_code();
  s.at(100s).when(typed);
  CHECK(agenda_of(s.state(), s.now(), s.timing()).query == s.now() + s.timing().call_timeout + 5s);
  s.at(100s + s.timing().call_timeout - 1ms).when(query_is_due).nothing_happens();
  s.at(100s + s.timing().call_timeout).when(query_is_due).is("in_doubt");
  const auto later = agenda_of(s.state(), s.now(), s.timing());
  CHECK(later.query == morning + 100s + 15s);
  CHECK(later.revoke == morning + 100s + s.timing().revoke_from);
  s.at(100s + s.timing().revoke_from - 1ms).when(revoke_is_due).nothing_happens();
  s.at(100s + s.timing().revoke_from).when(revoke_is_due).is("revoking");
}

TEST_CASE("A code is not taken back before it has surely arrived") {
  auto s = waiting_for_code();
  s.at(100s).when(typed).when(order::revoke{});
  s.then({"revoke_requested 1 close merchant_asked"});
  s.at(100s + s.timing().revoke_never_before - 1ms).when(revoke_is_due).nothing_happens();
  s.at(100s + s.timing().revoke_never_before).when(revoke_is_due).then({"-> call_revoke 1 close"});
}

TEST_CASE("After a restart a code that is on its way is in doubt, and never sent again") {
  auto s = code_under_way();
  s.without_token().when(order::restarted{});
  s.then({"attempt_in_doubt 1 engine engine_restarted"});
  s.when(order::restarted{.engine_was_away = true}).nothing_happens();
  s.when(query_is_due).then({"-> call_query 1"});
  s.when(query(order::finding::paid)).is("paid");
}

TEST_CASE("What a query does not find soon after a code proves nothing") {
  for (const auto denies : {order::finding::not_found, order::finding::not_paid}) {
    auto s = waiting_for_code();
    s.at(100s).when(typed).when(answer(order::finding::unknown, "TIMEOUT"));
    s.at(100s + s.timing().visibility_delay - 1ms).when(query(denies, "71")).nothing_happens();
    s.at(100s + s.timing().visibility_delay).when(query(denies, "71"));
    s.then({"attempt_failed 1 query_answer 71", "order_failed 71"});
  }
}

TEST_CASE("A query about an earlier code does not end the one that is on its way") {
  auto s = come_to("awaiting_second_code");
  s.when(query(order::finding::not_paid, "71")).nothing_happens();
  s.when(typed);
  s.when(query(order::finding::not_paid, "71")).nothing_happens();
  s.is("attempting");
  // Nor does its "still paying" hide that the code was wrong.
  s.when(query(order::finding::payer_paying, "70")).is("awaiting_payer");
  CHECK_FALSE(waits_for_code(s.state()));
  s.when(asks_for_code("71"));
  CHECK(waits_for_code(s.state()));
}

TEST_CASE("Nor does it end what is being taken back") {
  auto s = waiting_for_code();
  s.at(100s).when(typed).when(order::revoke{}).is("revoking");
  for (const auto denies : {order::finding::not_paid, order::finding::not_found})
    s.at(130s).when(query(denies, "71")).nothing_happens();
  s.at(100s + s.timing().visibility_delay).when(query(order::finding::not_paid, "71"));
  s.is("revoked");
}

TEST_CASE("Nor does it end what is with a person, soon after the engine's start") {
  auto s = code_under_way();
  s.when(order::restarted{}).at(600s).when(order::revoke{});
  s.when(revoke_says(order::revoke_finding::refused, "CODE")).is("needs_operator");
  s.restarted_now();
  s.when(query(order::finding::not_paid, "71")).nothing_happens();
  s.at(600s + s.timing().visibility_delay).when(query(order::finding::not_paid, "71"));
  s.is("revoked");
}

TEST_CASE("While the payer looks for his code nothing is asked and nothing denied is believed") {
  auto s = waiting_for_code();
  CHECK_FALSE(agenda_of(s.state(), s.now(), s.timing()).query);
  CHECK(agenda_of(s.state(), s.now(), s.timing()).revoke);
  s.when(query_is_due).nothing_happens();
  s.at(10min).when(query(order::finding::not_found)).nothing_happens();
  s.when(query(order::finding::not_paid)).nothing_happens();
  s.when(notification(order::finding::paid)).is("paid");
}

TEST_CASE("A payer who never types is not charged, and nobody has to look into it") {
  auto s = waiting_for_code();
  s.at(s.timing().revoke_from).when(revoke_is_due).is("revoking");
  s.at(10min).when(revoke_says(order::revoke_finding::unknown)).then({"-> call_query 1"});
  s.when(query(order::finding::not_found)).then({"order_revoked 1"}).is("revoked");
}

TEST_CASE("After the order's own time no code is taken, and the order ends") {
  auto order = pay_request(business_type::quick_pay);
  order.not_after = morning + 60s;
  auto s = story::given({});
  s.when(order).when(asks_for_code());
  CHECK(agenda_of(s.state(), s.now(), s.timing()).revoke <= morning + 60s);
  s.machine_says(morning + 60s).when(typed).rejected(rejection_code::expired);
  s.at(20s).when(revoke_is_due).is("revoking");
}

TEST_CASE("Who cannot be charged any more is not asked for a code") {
  auto s = waiting_for_code();
  s.without_token().when(typed).rejected(rejection_code::verification_not_wanted);
  s.when(order::restarted{});
  s.then({"revoke_requested 1 close cannot_be_confirmed", "-> call_revoke 1 close"});
  CHECK(public_state(s.state()) == "processing");
  auto with_token = waiting_for_code();
  with_token.when(order::restarted{}).nothing_happens();
}

}  // namespace sluice::test
