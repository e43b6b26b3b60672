// What is posted in a channel's name, about refunds and about numbers that nobody knows.

#include "actors/order/unknown_numbers.hpp"
#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;
using namespace std::chrono_literals;

namespace {

void post(stage& s, const channel_key& key, std::vector<bool>& acknowledged) {
  s.everyone->notify(
      {.channel = channel_id{"wechat"}, .key = key, .found = order::finding::unknown},
      acknowledgement{[&](bool durable) { acknowledged.push_back(durable); }});
  s.run();
}

}  // namespace

TEST_CASE("a notification about a refund has it asked about, no oftener than is usual") {
  stage s;
  channel_key refund_key;
  s.wechat->always = [&](const channel_call& c) -> channel_answer {
    if (c.what == operation::pay) return says(c, order::finding::paid);
    refund_key = c.refund_key;
    return order::refund_report{.refund = c.refund, .found = order::refund_finding::accepted};
  };
  s.open();
  s.ask(stage::order_request("A-1"));
  s.ask(create_refund{first_order, refund_no{"R1"}, {1000, currency::cny}, {1}},
        reply_when::accepted);
  REQUIRE(s.wechat->started[operation::refund_query] == 0);
  std::vector<bool> acknowledged;
  for (int i = 0; i < 100; ++i) post(s, refund_key, acknowledged);
  CHECK(acknowledged == std::vector<bool>(100, true));
  CHECK(s.wechat->started[operation::refund_query] == 1);

  s.wechat->always = [](const channel_call& c) -> channel_answer {
    return order::refund_report{.refund = c.refund, .found = order::refund_finding::done};
  };
  s.advance(5s);
  const auto asked = s.wechat->started[operation::refund_query];
  s.ask(get_refund{first_order, refund_no{"R1"}});
  CHECK(std::get<refund_view>(s.answers.back()).state == "done");
  for (int i = 0; i < 100; ++i) post(s, refund_key, acknowledged);
  CHECK(s.wechat->started[operation::refund_query] == asked);  // it has its result
}

TEST_CASE("numbers that nobody knows are acknowledged, told once a second, and never an event") {
  stage s;
  s.open();
  const auto head = s.log->current_head().position;
  std::vector<bool> acknowledged;
  for (int i = 0; i < 50; ++i) post(s, channel_key{"made-up-" + std::to_string(i)}, acknowledged);
  CHECK(acknowledged == std::vector<bool>(50, true));
  CHECK(s.told->count("notification_for_unknown_number") == 1);
  s.advance(1s);
  post(s, channel_key{"made-up"}, acknowledged);
  CHECK(s.told->count("notification_for_unknown_number") == 2);
  CHECK(s.told->last("notification_for_unknown_number") ==
        "warning channel=wechat key=made-up since_last_told=50 since_start=51");
  CHECK(s.log->current_head().position == head);
}

TEST_CASE("unknown numbers are all counted, also those that are not told at once") {
  unknown_numbers all;
  const instant start{millis{1'800'000'000'000}};
  CHECK(all.count(start) == 1);
  CHECK_FALSE(all.count(start));
  CHECK_FALSE(all.count(start + 999ms));
  CHECK(all.count(start + 1s) == 3);
  CHECK(all.count(start + 2s) == 1);
  CHECK(all.all() == 5);
}
