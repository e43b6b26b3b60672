#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;
using namespace std::chrono_literals;

namespace {

std::vector<bool> notify(stage& s, const std::string& key) {
  std::vector<bool> acknowledged;
  s.everyone->notify({channel_id{"wechat"}, channel_key{key}, order::finding::paid, "OK", "T1",
                      money{1250, currency::cny}},
                     acknowledgement{[&](bool ok) { acknowledged.push_back(ok); }});
  s.run();
  return acknowledged;
}

}  // namespace

TEST_CASE("a notification of a number that was never used is told to people and not wanted again") {
  stage s;
  s.open();
  s.ask(stage::order_request("A-1"), reply_when::accepted);
  const auto head = s.log->current_head().position;
  CHECK(notify(s, "NOBODYS") == std::vector{true});
  CHECK(s.told->count("notification_for_unknown_number") == 1);
  CHECK(s.told->last("notification_for_unknown_number") ==
        "warning channel=wechat key=NOBODYS since_last_told=1 since_start=1");
  CHECK(s.log->current_head().position == head);
}

TEST_CASE("a notification of a refund's number is taken, and says nothing about the payment") {
  stage s;
  s.wechat->always = [](const channel_call& c) -> channel_answer {
    if (c.what == operation::pay) return says(c, order::finding::paid);
    return order::refund_report{.refund = c.refund, .found = order::refund_finding::accepted};
  };
  std::string key;
  s.wechat->on_start = [&](const channel_call& c) {
    if (c.what == operation::refund) key = c.refund_key.value();
  };
  s.open();
  s.ask(stage::order_request("A-1"));
  s.ask(
      create_refund{first_order, refund_no{"R1"}, {500, currency::cny}, {}}, reply_when::accepted);
  REQUIRE_FALSE(key.empty());
  const auto head = s.log->current_head().position;
  CHECK(notify(s, key) == std::vector{true});
  CHECK(s.log->current_head().position == head);
  CHECK(s.told->count("notification_for_unknown_number") == 0);
}

TEST_CASE("of an unknown number people are told no more than its beginning") {
  stage s;
  s.open();
  CHECK(notify(s, std::string(65, 'x')) == std::vector{true});
  CHECK(s.told->last("notification_for_unknown_number") ==
        "warning channel=wechat key=" + std::string(64, 'x') + " since_last_told=1 since_start=1");
}

TEST_CASE("a start says how many orders are open") {
  auto log = std::make_shared<store::memory_event_log>();
  {
    stage s{log};
    s.open();
    for (const auto* number : {"A-1", "A-2", "A-3"})
      s.ask(stage::order_request(number), reply_when::accepted);
  }
  stage s{log};
  s.open();
  REQUIRE(s.told->count("open_orders_found") == 1);
  CHECK(s.told->last("open_orders_found") == "info orders=3");
  for (const auto* number : {"A-1", "A-2", "A-3"})
    CHECK(s.events_of(std::string("order/m1/") + number).back() == "attempt_in_doubt");
}
