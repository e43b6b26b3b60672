#include "domain/routing/explanation.hpp"
#include "events/codec.hpp"
#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::test::order_life_test {
using namespace std::chrono_literals;
using events = std::vector<std::string>;

namespace {

auto answers(order::finding f, std::string code = {}) {
  return [=](const channel_call& c) { return says(c, f, code); };
}

const std::string stream = "order/m1/A-1";

}  // namespace

TEST_CASE("a payment is durable before the channel hears of it") {
  stage s;
  events seen;
  s.wechat->on_start = [&](const channel_call&) { seen = s.events_of(stream); };
  s.open();
  s.ask(stage::order_request("A-1"));
  CHECK(seen == events{"order_accepted", "attempt_started"});
  CHECK(s.answers.empty());
  s.wechat->answer_next(operation::pay, answers(order::finding::paid));
  s.run();
  REQUIRE(s.answers.size() == 1);
  CHECK(s.last_order().state == "paid");
  CHECK(s.last_order().sequence == s.log->current_head().position);
  CHECK(s.events_of(stream) ==
        events{"order_accepted", "attempt_started", "attempt_succeeded", "order_paid"});
}

TEST_CASE("an order keeps why it got its route") {
  stage s;
  s.open();
  s.ask(stage::order_request("A-1"));
  const auto read = s.log->read_stream(stream);
  const auto first = decode(std::get<std::vector<store::record>>(read).at(0));
  const auto& event = std::get<order::event>(std::get<decoded>(first).event);
  const auto& accepted = std::get<order::order_accepted>(event);
  const auto why = unpack(accepted.explanation);
  REQUIRE(why);
  CHECK(why->merchant_position == 1);
  const auto is_chosen = [](const routing::judged& j) {
    return j.what == routing::verdict::chosen;
  };
  CHECK(std::count_if(why->candidates.begin(), why->candidates.end(), is_chosen) == 1);
}

TEST_CASE("a caller who asked for accepted is answered once that is durable") {
  stage s;
  s.open();
  s.ask(stage::order_request("A-1"), reply_when::accepted);
  REQUIRE(s.answers.size() == 1);
  CHECK(s.last_order().state == "processing");
  CHECK(s.events_of(stream).size() == 2);
}

TEST_CASE("a lost answer is looked up, never sent again") {
  stage s;
  s.open();
  s.ask(stage::order_request("A-1"));
  s.wechat->answer_next(operation::pay, answers(order::finding::unknown, "timeout"));
  s.run();
  s.advance(4999ms);
  CHECK(s.wechat->started[operation::query] == 0);
  s.advance(1ms);
  REQUIRE(s.wechat->started[operation::query] == 1);
  s.wechat->answer_next(operation::query, answers(order::finding::paid));
  s.run();
  CHECK(s.last_order().state == "paid");
  CHECK(s.wechat->started[operation::pay] == 1);
}

TEST_CASE("an order that nobody pays is taken back after thirty seconds and confirmed") {
  stage s;
  s.wechat->always = [](const channel_call& c) -> channel_answer {
    if (c.what == operation::pay) return says(c, order::finding::payer_paying, "USERPAYING");
    if (c.what == operation::query) return says(c, order::finding::payer_paying, "USERPAYING");
    return order::revoke_report{.attempt = c.attempt, .found = order::revoke_finding::done};
  };
  s.open();
  s.ask(stage::order_request("A-1"));
  s.advance(29'999ms);
  CHECK(s.answers.empty());
  CHECK(s.wechat->started[operation::revoke] == 0);
  s.wechat->always = [](const channel_call& c) -> channel_answer {
    if (c.what == operation::query) return says(c, order::finding::not_paid, "REVOKED");
    return order::revoke_report{.attempt = c.attempt, .found = order::revoke_finding::done};
  };
  s.advance(1ms);
  REQUIRE(s.answers.size() == 1);
  CHECK(s.last_order().state == "revoked");
  CHECK(s.events_of(stream) == events{"order_accepted", "attempt_started", "payer_asked",
                                      "revoke_requested", "revoke_answered", "order_revoked"});
}

TEST_CASE("after the response limit the caller hears that it is still processing") {
  stage s;
  s.settings.response_limit = 10s;
  s.open();
  s.ask(stage::order_request("A-1"));
  s.advance(9'999ms);
  CHECK(s.answers.empty());
  s.advance(1ms);
  REQUIRE(s.answers.size() == 1);
  CHECK(s.last_order().state == "processing");
}

TEST_CASE("each caller waits as long as its own limit, whoever else waits for the order") {
  stage s;
  s.settings.response_limit = 10s;
  s.open();
  s.ask(stage::order_request("A-1"));
  s.advance(4s);
  s.ask(stage::order_request("A-1"));
  s.advance(6s);
  CHECK(s.answers.size() == 1);
  s.advance(3'999ms);
  CHECK(s.answers.size() == 1);
  s.advance(1ms);
  REQUIRE(s.answers.size() == 2);
  for (const auto& a : s.answers) CHECK(std::get<order_view>(a).state == "processing");
}

TEST_CASE("the same request gets the same answer, another body is refused") {
  stage s;
  s.wechat->always = answers(order::finding::paid);
  s.open();
  s.ask(stage::order_request("A-1"));
  const auto first = s.last_order();
  s.ask(stage::order_request("A-1"));
  CHECK(s.last_order().sequence == first.sequence);
  CHECK(s.wechat->started[operation::pay] == 1);
  s.ask(stage::order_request("A-1", 999));
  CHECK(s.last_refusal().code == rejection_code::order_number_reused);
}

TEST_CASE("a merchant that was disabled since still gets the first answer again") {
  auto log = std::make_shared<store::memory_event_log>();
  {
    stage s{log};
    s.wechat->always = answers(order::finding::paid);
    s.open();
    s.ask(stage::order_request("A-1"));
  }
  stage s{log};
  s.settings.merchants[0].enabled = false;
  s.open();
  s.ask(stage::order_request("A-1"));
  CHECK(s.last_order().state == "paid");
  s.ask(stage::order_request("A-2"));
  CHECK(s.last_refusal().code == rejection_code::merchant_disabled);
}

TEST_CASE(
    "a merchant whose section was removed since is told of its orders, and gets no new ones") {
  auto log = std::make_shared<store::memory_event_log>();
  {
    stage s{log};
    s.wechat->always = answers(order::finding::paid);
    s.open();
    s.ask(stage::order_request("A-1"));
  }
  stage s{log};
  s.settings.merchants.clear();
  s.open();
  s.ask(stage::order_request("A-1"));
  CHECK(s.last_order().state == "paid");
  s.ask(stage::order_request("A-1", 999));
  CHECK(s.last_refusal().code == rejection_code::order_number_reused);
  s.ask(stage::order_request("A-2"));
  CHECK(s.last_refusal().code == rejection_code::merchant_disabled);
  s.ask(get_order{{merchant_id{"m1"}, order_no{"A-1"}}});
  CHECK(s.last_order().state == "paid");
}

TEST_CASE("the same command id with another body is refused, also while the first is running") {
  stage s;
  s.open();
  s.ask(stage::order_request("A-1"), reply_when::final, "cmd-1", {1});
  s.ask(stage::order_request("A-2"), reply_when::final, "cmd-1", {2});
  CHECK(s.last_refusal().code == rejection_code::command_id_reused);
  s.wechat->answer_next(operation::pay, answers(order::finding::paid));
  s.run();
  s.ask(stage::order_request("A-3"), reply_when::final, "cmd-1", {3});
  CHECK(s.last_refusal().code == rejection_code::command_id_reused);
  s.ask(stage::order_request("A-1"), reply_when::final, "cmd-1", {1});
  CHECK(s.last_order().state == "paid");
}

TEST_CASE("a notification finds its order by the number the channel knows") {
  stage s;
  s.open();
  s.ask(stage::order_request("A-1"));
  const auto call =
      s.wechat->answer_next(operation::pay, answers(order::finding::payer_paying, "USERPAYING"));
  s.run();
  std::vector<bool> acknowledged;
  const auto notify = [&] {
    s.everyone->notify({channel_id{"wechat"}, call.key, order::finding::paid, "OK", "T1",
                        money{1250, currency::cny}, true},
                       acknowledgement{[&](bool ok) { acknowledged.push_back(ok); }});
    s.run();
  };
  notify();
  CHECK(s.last_order().state == "paid");
  const auto length = s.events_of(stream).size();
  notify();
  CHECK(acknowledged == std::vector<bool>{true, true});
  CHECK(s.events_of(stream).size() == length);
}

TEST_CASE("a notification that nobody has signed asks once an interval, and is to come again") {
  stage s;
  s.open();
  s.ask(stage::order_request("A-1"), reply_when::accepted);
  const auto call =
      s.wechat->answer_next(operation::pay, answers(order::finding::payer_paying, "USERPAYING"));
  s.run();
  std::vector<bool> acknowledged;
  const auto post = [&] {
    s.everyone->notify({channel_id{"wechat"}, call.key, order::finding::paid, "OK", "T1",
                        money{1250, currency::cny}},
                       acknowledgement{[&](bool ok) { acknowledged.push_back(ok); }});
    s.run();
  };
  for (int i = 0; i < 3; ++i) post();
  CHECK(s.wechat->started[operation::query] == 1);
  CHECK(s.wechat->held.front().first.on_hearsay);
  s.wechat->answer_next(operation::query, answers(order::finding::not_paid_yet, "NOTPAY"));
  post();
  CHECK(s.wechat->started[operation::query] == 1);
  CHECK(acknowledged == std::vector<bool>(4, false));
  CHECK(s.events_of(stream).back() == "payer_asked");
  s.advance(5s);  // the order's own query
  s.wechat->answer_next(operation::query, answers(order::finding::paid));
  s.run();
  post();
  CHECK(acknowledged.back());
  CHECK(s.events_of(stream).back() == "order_paid");
}

TEST_CASE("an order of many failed refunds is told with the newest, and how many are left out") {
  stage s;
  s.wechat->always = [](const channel_call& c) -> channel_answer {
    if (c.what == operation::pay) return says(c, order::finding::paid);
    return order::refund_report{.refund = c.refund, .found = order::refund_finding::failed};
  };
  s.open();
  s.ask(stage::order_request("A-1"));
  const order_id order{merchant_id{"m1"}, order_no{"A-1"}};
  for (int i = 1; i <= 103; ++i)
    s.ask(create_refund{order, refund_no{"R" + std::to_string(i)}, {1, currency::cny}, {}});
  s.ask(get_order{order});
  const auto& told = s.last_order();
  CHECK(told.refunds.size() == 100);
  CHECK(told.refunds_left_out == 3);
  CHECK(told.refunds.front().refund_no == "R4");
  CHECK(told.refunds.back().refund_no == "R103");
}

TEST_CASE("refunds go up to what was paid, unknown ones count") {
  stage s;
  s.wechat->always = [](const channel_call& c) -> channel_answer {
    if (c.what == operation::pay) return says(c, order::finding::paid);
    return order::refund_report{.refund = c.refund, .found = order::refund_finding::unknown};
  };
  s.settings.response_limit = 1s;
  s.open();
  s.ask(stage::order_request("A-1"));
  const order_id id{merchant_id{"m1"}, order_no{"A-1"}};
  s.ask(create_refund{id, refund_no{"R1"}, {1000, currency::cny}, {1}}, reply_when::accepted);
  CHECK(std::get<refund_view>(s.answers.back()).state == "processing");
  s.ask(create_refund{id, refund_no{"R2"}, {251, currency::cny}, {2}});
  CHECK(s.last_refusal().code == rejection_code::refund_exceeds_paid);
  s.wechat->always = [](const channel_call& c) -> channel_answer {
    return order::refund_report{.refund = c.refund, .found = order::refund_finding::done};
  };
  s.advance(10s);
  s.ask(get_refund{id, refund_no{"R1"}});
  CHECK(std::get<refund_view>(s.answers.back()).state == "done");
  s.ask(get_order{id});
  CHECK(s.last_order().refunded_minor == 1000);
}

TEST_CASE("a notification from another channel than the attempt's changes nothing") {
  stage s;
  s.open();
  s.ask(stage::order_request("A-1"), reply_when::accepted);
  const auto call = s.wechat->answer_next(operation::pay, answers(order::finding::unknown));
  s.run();
  s.everyone->notify({channel_id{"elsewhere"}, call.key, order::finding::paid, "OK", "T1",
                      money{1250, currency::cny}},
                     acknowledgement{[](bool) {}});
  s.run();
  CHECK(s.events_of(stream).back() == "attempt_in_doubt");
}

TEST_CASE("a revoke does not overtake the payment it is to take back") {
  stage s;
  s.settings.channels[0].timing[business_type::payment_code].call_timeout = 60s;
  s.open();
  s.ask(stage::order_request("A-1"), reply_when::accepted);
  s.ask(revoke_order{{merchant_id{"m1"}, order_no{"A-1"}}, {}}, reply_when::accepted);
  s.advance(50s);
  CHECK(s.wechat->started[operation::revoke] == 0);
  s.wechat->answer_next(operation::pay, answers(order::finding::unknown));
  s.advance(60s);
  CHECK(s.wechat->started[operation::revoke] == 1);
}

}  // namespace sluice::test::order_life_test
