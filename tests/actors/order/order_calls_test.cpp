// What an order's channel is told, which calls are never made twice, and what becomes of them when
// the order is read anew.

#include "events/codec.hpp"
#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::test::order_calls_test {
using namespace std::chrono_literals;

namespace {

auto answers(order::finding f) {
  return [=](const channel_call& c) { return says(c, f); };
}

auto declines_elsewhere_works() {
  return [](const channel_call& c) -> channel_answer {
    return order::attempt_report{
        .attempt = c.attempt,
        .from = c.what == operation::pay ? order::source::pay_answer : order::source::query_answer,
        .found = order::finding::not_paid,
        .code = "BUSY",
        .reroutable = true};
  };
}

void have_two_channels(stage& s) {
  auto second = s.settings.channels[0];
  second.id = channel_id{"second"};
  s.settings.channels.push_back(second);
  s.settings.merchants[0].channels.push_back(second.id);
}

create_order quick_pay(const std::string& number) {
  auto wish = stage::order_request(number);
  wish.type = business_type::quick_pay;
  wish.payment_code = {};
  return wish;
}

}  // namespace

TEST_CASE("a channel is told all that a payment needs, and of the payment whatever comes later") {
  stage s;
  std::vector<channel_call> told;
  s.wechat->on_start = [&](const channel_call& c) { told.push_back(c); };
  s.wechat->always = [](const channel_call& c) -> channel_answer {
    if (c.what == operation::refund)
      return order::refund_report{.refund = c.refund, .found = order::refund_finding::done};
    return order::attempt_report{
        .attempt = c.attempt, .found = order::finding::paid, .channel_reference = "T1"};
  };
  s.open();
  s.ask(stage::order_request("A-1"));
  s.ask(create_refund{first_order, refund_no{"R1"}, {500, currency::cny}, {}});
  REQUIRE(told.size() == 2);
  const auto& pay = told[0];
  CHECK(pay.type == business_type::payment_code);
  CHECK(pay.attempt == attempt_no{1});
  CHECK(pay.amount == money{1250, currency::cny});
  CHECK(pay.payment_code.reveal() == "134567890123456789");
  CHECK(pay.description == "coffee");
  CHECK(pay.channel_reference.empty());
  CHECK(pay.timeout == 10s);
  const auto& refund = told[1];
  CHECK(refund.what == operation::refund);
  CHECK(refund.attempt == attempt_no{1});
  CHECK(refund.key == pay.key);
  CHECK(refund.refund == refund_no{"R1"});
  CHECK_FALSE(refund.refund_key == pay.key);
  CHECK(refund.refund_amount == money{500, currency::cny});
  CHECK(refund.amount == money{1250, currency::cny});
  CHECK(refund.channel_reference == "T1");
  CHECK(refund.payment_code.empty());
  CHECK(refund.description.empty());
}

TEST_CASE("what is given back as a whole is undone within the channel's window, and once") {
  for (const bool in_time : {true, false}) {
    CAPTURE(in_time);
    stage s;
    s.settings.channels[0].timing[business_type::quick_pay].windows.revoke =
        channel_window::lasting(in_time ? 24h : 1s);
    std::vector<channel_call> told;
    bool is_paid = false;
    s.wechat->always = [&](const channel_call& c) -> channel_answer {
      if (c.what == operation::close) {
        is_paid = true;  // the payer was faster
        return order::revoke_report{
            .attempt = c.attempt, .found = order::revoke_finding::already_paid};
      }
      if (c.what == operation::refund) {
        told.push_back(c);
        return order::refund_report{
            .refund = c.refund,
            .found = c.undoes ? order::refund_finding::too_late : order::refund_finding::done};
      }
      return says(c, is_paid ? order::finding::paid : order::finding::payer_paying);
    };
    s.open();
    s.ask(quick_pay("A-1"), reply_when::accepted);
    s.advance(20s);
    s.ask(revoke_order{first_order, {}}, reply_when::accepted);
    s.advance(60s);
    REQUIRE(told.size() == (in_time ? 2 : 1));
    CHECK(told.front().undoes == in_time);
    CHECK_FALSE(told.back().undoes);
    CHECK((told.front().refund_key == told.back().refund_key) == !in_time);
  }
}

TEST_CASE("a close does not overtake the payment that it is to take back") {
  stage s;
  s.settings.channels[0].timing[business_type::quick_pay].call_timeout = 60s;
  s.open();
  s.ask(quick_pay("A-1"), reply_when::accepted);
  s.ask(revoke_order{first_order, {}}, reply_when::accepted);
  s.advance(50s);
  CHECK(s.wechat->started[operation::close] == 0);
  s.wechat->answer_next(operation::pay, answers(order::finding::unknown));
  s.advance(60s);
  CHECK(s.wechat->started[operation::close] == 1);
}

TEST_CASE("a payment that was declined with proof is tried on the next channel, with its code") {
  stage s;
  have_two_channels(s);
  s.open();
  s.ask(stage::order_request("A-1"));
  s.wechat->answer_next(operation::pay, declines_elsewhere_works());
  s.run();
  REQUIRE(s.wechat->held.size() == 1);
  CHECK(s.wechat->held.front().first.payment_code.reveal() == "134567890123456789");
  s.wechat->answer_next(operation::pay, answers(order::finding::paid));
  s.run();
  CHECK(s.last_order().state == "paid");
  CHECK(s.last_order().channel == "second");
}

TEST_CASE("a channel that is asked for is the one that is paid at") {
  stage s;
  have_two_channels(s);
  s.wechat->always = answers(order::finding::paid);
  s.open();
  auto wish = stage::order_request("A-1");
  wish.channel = channel_id{"second"};
  s.ask(wish);
  CHECK(s.last_order().channel == "second");
}

TEST_CASE("after a start another channel is tried only where no payment code is needed") {
  const auto log = std::make_shared<store::memory_event_log>();
  {
    stage s{log};
    have_two_channels(s);
    s.open();
    s.ask(stage::order_request("A-1"), reply_when::accepted);
    s.ask(quick_pay("A-2"), reply_when::accepted);
  }
  stage s{log};
  have_two_channels(s);
  s.wechat->always = declines_elsewhere_works();
  s.open();
  s.advance(10s);
  CHECK(s.events_of("order/m1/A-1").back() == "order_failed");
  CHECK(s.wechat->started[operation::pay] == 1);  // of the second order
}

TEST_CASE("an order whose channel has left the configuration is told to people, and stays open") {
  const auto log = std::make_shared<store::memory_event_log>();
  const channel_id gone{"gone"};
  const instant then{millis{1'800'000'000'000}};
  store::append_request history{.stream = "order/m1/A-1"};
  for (const auto& e : std::vector<order::event>{
           order::order_accepted{
               .order = first_order, .amount = {1, currency::cny}, .route = {gone}},
           order::attempt_started{attempt_no{1}, gone, channel_key{"K1"}}})
    history.records.push_back(encode(e, {}, then));
  REQUIRE(std::holds_alternative<std::vector<store::append_result>>(log->append({&history, 1})));
  stage s{log};
  s.open();
  s.advance(10s);
  CHECK(s.told->last("channel_not_configured") == "critical order=m1/A-1 channel=gone");
  CHECK(s.wechat->started.empty());
  s.ask(get_order{first_order});
  CHECK(s.last_order().detail == "in_doubt");
}

TEST_CASE("an order that was read anew does not wait for the calls that ran before") {
  stage s;
  s.open();
  s.ask(stage::order_request("A-1"), reply_when::accepted);
  s.wechat->answer_next(operation::pay, answers(order::finding::unknown));
  s.advance(5s);
  REQUIRE(s.wechat->started[operation::query] == 1);  // and is not answered
  bool has_failed = false;
  s.clock->on_decision = [&] {
    if (!std::exchange(has_failed, true)) throw std::runtime_error("out of memory");
  };
  s.ask(revoke_order{first_order, {}});
  CHECK(s.last_refusal().code == rejection_code::unavailable);
  s.advance(5s);
  CHECK(s.wechat->started[operation::query] == 2);
}

TEST_CASE("after a long absence a refund is asked about before it is given up") {
  const auto log = std::make_shared<store::memory_event_log>();
  {
    stage s{log};
    s.wechat->always = [](const channel_call& c) -> channel_answer {
      if (c.what == operation::pay) return says(c, order::finding::paid);
      return order::refund_report{.refund = c.refund, .found = order::refund_finding::unknown};
    };
    s.open();
    s.ask(stage::order_request("A-1"));
    s.ask(create_refund{first_order, refund_no{"R1"}, {500, currency::cny}, {}},
          reply_when::accepted);
  }
  stage s{log};
  s.clock->origin += 48h;
  s.open();
  CHECK(s.wechat->started[operation::refund_query] == 1);
  CHECK(s.events_of("order/m1/A-1").back() == "refund_in_doubt");
}

TEST_CASE("an order takes as many refunds as its channel's settings say") {
  stage s;
  s.settings.channels[0].most_refunds_per_order = 2;
  s.wechat->always = [](const channel_call& c) -> channel_answer {
    if (c.what == operation::pay) return says(c, order::finding::paid);
    return order::refund_report{.refund = c.refund, .found = order::refund_finding::done};
  };
  s.open();
  s.ask(stage::order_request("A-1"));
  for (const auto* number : {"R1", "R2", "R3"})
    s.ask(create_refund{first_order, refund_no{number}, {1, currency::cny}, {}});
  CHECK(s.last_refusal().code == rejection_code::too_many_refunds);
  s.ask(get_order{first_order});
  CHECK(s.last_order().refunded_minor == 2);
}

TEST_CASE("what a notification says counts: its code, and that its amount is another") {
  stage s;
  s.open();
  s.ask(stage::order_request("A-1"), reply_when::accepted);
  channel_notification n{
      channel_id{"wechat"}, s.wechat->held.front().first.key, order::finding::payer_paying, "WAIT"};
  n.verified = true;
  s.everyone->notify(n, acknowledgement{});
  s.run();
  s.ask(get_order{first_order});
  CHECK(s.last_order().code == "WAIT");
  n.found = order::finding::paid;
  n.amount = money{99, currency::cny};
  s.everyone->notify(n, acknowledgement{});
  s.run();
  s.ask(get_order{first_order});
  CHECK(s.last_order().detail == "awaiting_payer");
  CHECK(s.wechat->started[operation::query] == 1);
}

}  // namespace sluice::test::order_calls_test
