/// An order that the risk service is asked about before its first attempt.

#include "tests/catch.hpp"
#include "tests/domain/order/story.hpp"

namespace sluice::test {

using namespace std::chrono_literals;

namespace {

const order::fall_due due{order::duty::retry};
const order::verify_payer code{secret{"493817"}};

order::code_answer answer_to(std::uint8_t tried, order::code_finding f) { return {tried, f, {}}; }

story asked_until(std::optional<instant> not_after) {
  auto order = pay_request(business_type::payout);
  order.risk = order::risk_silence::blocks;
  order.not_after = not_after;
  auto s = story::given({});
  s.when(order).then({"order_accepted 12.50 CNY 13**************89", "-> asks is_it_a_risk"});
  return s;
}

story verifying() { return come_to("verifying"); }

}  // namespace

TEST_CASE("The first word about a risk stands") {
  auto s = come_to("held_for_risk");
  s.when(order::risk_answer{order::risk_verdict::pass}).is("attempting");
  for (const auto v : {order::risk_verdict::block, order::risk_verdict::verify})
    s.when(order::risk_answer{v}).nothing_happens();
  auto blocked = come_to("held_for_risk");
  blocked.when(order::risk_answer{order::risk_verdict::block}).is("failed");
  blocked.when(order::risk_answer{order::risk_verdict::pass}).nothing_happens();
}

TEST_CASE("An order that was let through too late for its caller does not begin") {
  const auto end = morning + 10s;
  auto s = asked_until(end);
  s.machine_says(end)
      .when(order::risk_answer{order::risk_verdict::pass})
      .then({"risk_judged pass", "order_failed expired"});
}

TEST_CASE("After a restart a payment whose code is gone is not begun on anybody's word") {
  auto s = come_to("held_for_risk_with_code");
  s.without_code().when(order::restarted{}).then({"order_failed not_started"}).is("failed");
  auto late = come_to("held_for_risk_with_code");
  late.without_code()
      .when(order::risk_answer{order::risk_verdict::pass})
      .then({"risk_judged pass", "order_failed not_started"});
}

TEST_CASE("A held order is asked about when its level lets it begin") {
  auto order = pay_request(business_type::payout);
  order.is_held = true;
  order.risk = order::risk_silence::blocks;
  auto s = story::given({});
  s.when(order).then({"order_accepted 12.50 CNY 13**************89"});
  s.when(order::restarted{}).nothing_happens();
  s.at(5s).when(due).then({"-> asks may_it_start"});
  s.when(order::start_held{s.state().route}).then({"-> asks is_it_a_risk"});
  s.when(order::risk_answer{}).then({"risk_judged block silence", "order_failed risk_blocked"});
}

TEST_CASE("Five codes, and no more") {
  auto s = verifying();
  CHECK(public_state(s.state()) == "verification_needed");
  for (std::uint8_t n = 1; n <= order::most_code_tries; ++n) {
    s.when(code);
    CHECK(public_state(s.state()) == "processing");
    s.when(answer_to(n, order::code_finding::wrong));
  }
  s.is("failed");
  CHECK(is_closed(s.state()));
  s.when(code).rejected(rejection_code::verification_not_wanted);
}

TEST_CASE("The answer about an earlier code changes nothing") {
  auto s = verifying();
  s.when(code);
  s.when(answer_to(1, order::code_finding::wrong));
  s.when(code);
  s.when(answer_to(1, order::code_finding::right)).nothing_happens();
  s.when(answer_to(2, order::code_finding::right)).is("attempting");
  s.when(answer_to(2, order::code_finding::wrong)).nothing_happens();
}

TEST_CASE("A code about which nobody answers counts as a try, and the next one is heard") {
  auto s = verifying();
  s.when(code);
  s.at(9s).when(due).nothing_happens();
  s.at(10s).when(due).then({"code_judged 1 unanswered"}).is("verifying");
  s.when(code).then({"code_tried 2", "-> asks is_the_code_right"});
}

TEST_CASE("A payer who does not prove anything in time has not paid") {
  auto s = verifying();
  s.at(15min - 1ms).when(due).nothing_happens();
  s.at(15min).when(due).then({"order_failed verification_expired"}).is("failed");
  CHECK(agenda_of(verifying().state(), morning, verifying().timing()).retry == morning + 1s);
}

TEST_CASE("A right code does not begin what has expired meanwhile") {
  auto order = pay_request(business_type::quick_pay);
  order.risk = order::risk_silence::passes;
  order.not_after = morning + 10s;
  auto s = story::given({});
  s.when(order).when(order::risk_answer{order::risk_verdict::verify}).when(code);
  s.machine_says(morning + 10s)
      .when(answer_to(1, order::code_finding::right))
      .then({"code_judged 1 right", "order_failed expired"});
}

}  // namespace sluice::test
