/// What a merchant may not ask for any more is refused before anything of it is durable; what it
/// has asked for already is answered all the same.

#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::test::merchant_limits_test {
using namespace std::chrono_literals;
using merchant::limited_by;

namespace {

auto paid = [](const channel_call& c) { return says(c, order::finding::paid); };

void limit(stage& s, limited_by what, std::int64_t most) {
  s.settings.merchants[0].limits[{code, what}] = most;
}

void ask(stage& s, const std::string& number) {
  s.ask(stage::order_request(number), reply_when::accepted);
}

bool is_refused(const stage& s, rejection_code why) {
  const auto* no = std::get_if<rejection>(&s.answers.back());
  return no != nullptr && no->code == why;
}

}  // namespace

TEST_CASE("commands a second are limited, and a repeat is answered all the same") {
  stage s;
  limit(s, limited_by::commands_per_second, 2);
  s.open();
  for (const auto* number : {"A-1", "A-2", "A-3"}) ask(s, number);
  CHECK(is_refused(s, rejection_code::limit_exceeded));
  CHECK(s.events_of("order/m1/A-3").empty());
  ask(s, "A-1");
  CHECK(s.last_order().order.number == order_no{"A-1"});
  s.advance(1s);
  ask(s, "A-3");
  CHECK(s.last_order().order.number == order_no{"A-3"});
}

TEST_CASE("an order above its merchant's amount is refused") {
  stage s;
  limit(s, limited_by::amount_per_order, 1249);
  s.open();
  ask(s, "A-1");
  CHECK(is_refused(s, rejection_code::amount_above_limit));
  CHECK(s.events_of("order/m1/A-1").empty());
}

TEST_CASE("open orders are limited: all that came at once, until one has ended") {
  stage s;
  limit(s, limited_by::orders_in_flight, 2);
  s.open();
  for (const auto* number : {"A-1", "A-2", "A-3"})
    s.submit(stage::order_request(number), reply_when::accepted);
  s.run();
  CHECK(s.wechat->started[operation::pay] == 2);
  ask(s, "A-3");
  CHECK(is_refused(s, rejection_code::limit_exceeded));
  ask(s, "A-1");
  CHECK(s.last_order().state == "processing");
  s.wechat->answer_next(operation::pay, paid);
  s.run();
  ask(s, "A-3");
  CHECK(s.last_order().state == "processing");
  ask(s, "A-4");
  CHECK(is_refused(s, rejection_code::limit_exceeded));
}

TEST_CASE("open orders are still counted after a restart, and an order that was refused never is") {
  auto log = std::make_shared<store::memory_event_log>();
  {
    stage first{log};
    first.open();
    for (const auto* number : {"A-1", "A-2"}) ask(first, number);
    auto wrong = stage::order_request("A-3");
    wrong.not_after = first.clock->now() - 1s;
    first.ask(wrong);
    CHECK(is_refused(first, rejection_code::expired));
  }
  stage s{log};
  limit(s, limited_by::orders_in_flight, 3);
  s.open();
  ask(s, "B-1");
  CHECK(s.last_order().order.number == order_no{"B-1"});
  ask(s, "B-2");
  CHECK(is_refused(s, rejection_code::limit_exceeded));
  s.wechat->always = paid;
  s.advance(10s);  // by query
  for (const auto* number : {"B-2", "B-3", "B-4"}) {
    ask(s, number);
    CHECK(s.last_order().order.number == order_no{number});
  }
}

TEST_CASE("a person changes limits while the engine runs, and the answer says who said what") {
  stage s;
  limit(s, limited_by::orders_in_flight, 1);
  s.open();
  s.ask(change_merchant{
      merchant_id{"m1"},
      {{.limits = {{{code, limited_by::orders_in_flight}, 2}}}, {"li.wei", "sale"}}});
  const auto& view = std::get<merchant_view>(s.answers.back());
  CHECK(view.limits == merchant::limit_values{{{code, limited_by::orders_in_flight}, 2}});
  CHECK(view.origins.back().name == "limits.payment_code.orders_in_flight");
  CHECK(view.origins.back().from.person == "li.wei");
  CHECK(s.events_of("merchant/m1") ==
        std::vector<std::string>{"merchant_configured", "merchant_limited", "merchant_changed"});
  for (const auto* number : {"A-1", "A-2", "A-3"}) ask(s, number);
  CHECK(is_refused(s, rejection_code::limit_exceeded));
  CHECK(s.wechat->started[operation::pay] == 2);
}

TEST_CASE("a day's amount is limited, and what made no order does not count") {
  stage s;
  limit(s, limited_by::amount_per_day, 3750);  // three orders
  s.open();
  for (const auto* number : {"A-1", "A-2"}) ask(s, number);
  for (int repeats = 0; repeats < 5; ++repeats) ask(s, "A-1");
  CHECK(s.last_order().order.number == order_no{"A-1"});
  auto expired = stage::order_request("A-3");
  expired.not_after = s.clock->now() - 1s;
  s.ask(expired, reply_when::accepted);
  CHECK(is_refused(s, rejection_code::expired));
  ask(s, "A-4");
  CHECK(s.last_order().order.number == order_no{"A-4"});
  ask(s, "A-5");
  CHECK(is_refused(s, rejection_code::limit_exceeded));
  CHECK(s.events_of("order/m1/A-5").empty());
  ask(s, "A-4");
  CHECK(s.last_order().order.number == order_no{"A-4"});
  s.advance(24h);
  ask(s, "A-5");
  CHECK(s.last_order().order.number == order_no{"A-5"});
}

TEST_CASE("after a restart a day's amount is not forgotten") {
  auto log = std::make_shared<store::memory_event_log>();
  {
    stage first{log};
    limit(first, limited_by::amount_per_day, 2500);
    first.open();
    ask(first, "A-1");
    ask(first, "A-2");
  }
  stage s{log};
  limit(s, limited_by::amount_per_day, 2500);
  s.open();
  ask(s, "A-3");
  CHECK(is_refused(s, rejection_code::limit_exceeded));
  ask(s, "A-1");
  CHECK(s.last_order().order.number == order_no{"A-1"});
}

TEST_CASE("of orders that come together those that come first are taken") {
  stage s;
  limit(s, limited_by::amount_per_day, 2500);
  s.open();
  for (const auto* number : {"A-1", "A-2", "A-3"})
    s.submit(stage::order_request(number), reply_when::accepted);
  s.run();
  CHECK(std::count_if(s.answers.begin(), s.answers.end(), [](const answer& a) {
          const auto* no = std::get_if<rejection>(&a);
          return no != nullptr && no->code == rejection_code::limit_exceeded;
        }) == 1);
  CHECK_FALSE(s.events_of("order/m1/A-1").empty());
  CHECK_FALSE(s.events_of("order/m1/A-2").empty());
  CHECK(s.events_of("order/m1/A-3").empty());
}

}  // namespace sluice::test::merchant_limits_test
