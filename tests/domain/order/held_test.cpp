/// An order that was accepted at a level at which nothing is started.

#include "tests/catch.hpp"
#include "tests/domain/order/story.hpp"

namespace sluice::test {

using namespace std::chrono_literals;

namespace {

const order::fall_due look{order::duty::retry};
const channel_id wechat_a{"wechat_a"}, wechat_b{"wechat_b"}, wechat_c{"wechat_c"};
const order::start_held may_start{{wechat_a, wechat_b}};

story held_until(std::optional<instant> not_after) {
  auto order = pay_request(business_type::payout);
  order.is_held = true;
  order.not_after = not_after;
  auto s = story::given({});
  s.when(order).then({"order_accepted 12.50 CNY 13**************89"}).is("held");
  return s;
}

std::optional<instant> next_look(const story& s, millis later) {
  return agenda_of(s.state(), morning + later, s.timing()).retry;
}

}  // namespace

TEST_CASE("A held order begins as if it had just been accepted, hours later too") {
  auto s = held_until({});
  s.at(3h).when(look).then({"-> asks may_it_start"});
  s.when(may_start).then({"attempt_started 1 wechat_a K1", "-> call_pay 1"});
  // Said twice, because it had asked twice.
  s.when(may_start).nothing_happens();
  // What a second try looks at began now, too.
  s.when(reroutable(answer(order::finding::not_paid, "BUSY")))
      .then({"attempt_failed 1 pay_answer BUSY", "attempt_started 2 wechat_b K2", "-> call_pay 2"});
}

TEST_CASE("A held order ends when its time is over, whoever finds it so") {
  const auto end = morning + 10s;
  for (const order::command& found : {order::command{look}, order::command{may_start}}) {
    auto s = held_until(end);
    s.machine_says(end - 1ms).when(look).then({"-> asks may_it_start"});
    s.machine_says(end).when(found).then({"order_failed expired"}).is("failed");
    CHECK(is_closed(s.state()));
    s.when(look).nothing_happens();
    s.when(may_start).nothing_happens();
  }
}

TEST_CASE("A held order begins on the route of that moment, and goes on along it") {
  auto s = held_until({});
  s.when(order::start_held{{wechat_c, wechat_a}})
      .then({"route_renewed wechat_c wechat_a", "attempt_started 1 wechat_c K1", "-> call_pay 1"});
  s.when(reroutable(answer(order::finding::not_paid, "BUSY")))
      .then({"attempt_failed 1 pay_answer BUSY", "attempt_started 2 wechat_a K2", "-> call_pay 2"});
}

TEST_CASE("The same channels in another order are another route") {
  auto s = held_until({});
  s.when(order::start_held{{wechat_b, wechat_a}})
      .then({"route_renewed wechat_b wechat_a", "attempt_started 1 wechat_b K1", "-> call_pay 1"});
}

TEST_CASE("A held order that is taken back has never been anywhere") {
  auto s = held_until({});
  s.when(order::revoke{}).then({"order_failed not_started"}).is("failed");
  CHECK(s.state().attempts.empty());
}

TEST_CASE("A held order looks soon, then less often, and goes on after a restart") {
  auto s = held_until({});
  CHECK(next_look(s, 0s) == morning + 1s);
  CHECK(next_look(s, 1s) == morning + 3s);
  CHECK(next_look(s, 3h) <= morning + 3h + 30s);
  s.restarted_now().when(order::restarted{.engine_was_away = true}).nothing_happens();
  s.is("held");
}

TEST_CASE("An order that is not held begins at once") {
  auto s = story::given({});
  s.when(pay_request(business_type::payout)).is("attempting");
}

}  // namespace sluice::test
