/// A sick channel's queue is shared: by merchants, by kinds of calls, by paths; and a channel that
/// says how it wants to be called is heard.

#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::test::channel_fairness_test {
using namespace std::chrono_literals;

namespace {

auto paid = [](const channel_call& c) { return says(c, order::finding::paid); };

auto blames(fault whose) {
  return [whose](const channel_call& c) {
    auto a = std::get<order::attempt_report>(says(c, order::finding::unknown));
    a.whose = whose;
    return channel_answer{a};
  };
}

/// Merchants m1 and m2 at one channel.
void add_merchant(stage& s) {
  auto second = s.settings.merchants.front();
  second.id = merchant_id{"m2"};
  s.settings.merchants.push_back(second);
}

create_order request_of(const std::string& merchant, int i) {
  auto r = stage::order_request("N-" + std::to_string(i));
  r.order.merchant = merchant_id{merchant};
  return r;
}

void submit_many(stage& s, const std::string& merchant, int count) {
  for (int i = 0; i < count; ++i) s.submit(request_of(merchant, i));
  s.run();
}

int paid_of(const stage& s, const std::string& merchant) {
  return static_cast<int>(std::count_if(s.answers.begin(), s.answers.end(), [&](const answer& a) {
    const auto* o = std::get_if<order_view>(&a);
    return o != nullptr && o->order.merchant == merchant_id{merchant} && o->state == "paid";
  }));
}

}  // namespace

TEST_CASE("a merchant with a hundred times its share delays another's payment by one turn") {
  stage s;
  add_merchant(s);
  s.settings.channels[0].limits.max_in_flight = 1;
  s.settings.channels[0].limits.queue_deadline = 5s;
  s.open();
  submit_many(s, "m1", 100);
  submit_many(s, "m2", 2);
  for (int i = 0; i < 5; ++i) {
    s.wechat->answer_next(operation::pay, paid);
    s.run();
  }
  CHECK(paid_of(s, "m2") == 2);
  CHECK(paid_of(s, "m1") == 3);
}

TEST_CASE("in a full queue the loud merchant makes room, and who is put out was never sent") {
  stage s;
  add_merchant(s);
  s.settings.channels[0].limits.max_in_flight = 1;
  s.settings.channels[0].limits.queue_capacity = 3;
  s.open();
  submit_many(s, "m1", 4);
  CHECK(s.answers.empty());
  submit_many(s, "m2", 1);
  REQUIRE(s.answers.size() == 1);
  CHECK(s.last_order().order.merchant == merchant_id{"m1"});
  CHECK(s.last_order().order.number == order_no{"N-3"});
  CHECK(s.last_order().state == "failed");
  CHECK(s.last_order().code == "channel_queue_full");
  while (!s.wechat->held.empty()) {
    s.wechat->answer_next(operation::pay, paid);
    s.run();
  }
  CHECK(paid_of(s, "m2") == 1);
  CHECK(paid_of(s, "m1") == 3);
  CHECK(s.wechat->started[operation::pay] == 4);
}

TEST_CASE("while payouts hang, a payment takes the next permit") {
  stage s;
  s.settings.channels[0].limits.max_in_flight = 2;
  s.open();
  for (int i = 0; i < 4; ++i) {
    auto payout = stage::order_request("P-" + std::to_string(i));
    payout.type = business_type::payout;
    payout.payment_code = {};
    s.ask(payout, reply_when::accepted);
  }
  s.ask(stage::order_request("A-1"));
  s.wechat->answer_next(operation::pay, paid);
  s.run();
  CHECK(s.wechat->held.back().first.type == business_type::payment_code);
}

TEST_CASE("an answer that says too fast slows the channel down") {
  stage s;
  s.settings.channels[0].limits.calls_per_second = 10;
  s.open();
  s.ask(stage::order_request("first"));
  s.wechat->answer_next(operation::pay, blames(fault::too_fast));
  s.run();
  s.advance(1s);
  s.wechat->held.clear();
  const auto before = s.wechat->started[operation::pay];
  submit_many(s, "m1", 20);
  CHECK(s.wechat->started[operation::pay] - before == 8);  // seven tenths, a second later
}

TEST_CASE("answers that say that we asked wrongly hold up payments, and no query") {
  stage s;
  s.settings.channels[0].limits.faulty_per_second = 2;
  s.settings.channels[0].timing[business_type::payment_code].query_at = {500ms};
  s.open();
  s.ask(stage::order_request("A-1"));
  s.ask(stage::order_request("A-2"));
  s.wechat->answer_next(operation::pay, blames(fault::program));
  s.wechat->answer_next(operation::pay, blames(fault::order));
  s.run();
  s.ask(stage::order_request("A-3"));
  CHECK(s.wechat->started[operation::pay] == 2);
  s.advance(900ms);
  CHECK(s.wechat->started[operation::query] > 0);
  CHECK(s.wechat->started[operation::pay] == 2);
  s.advance(100ms);
  CHECK(s.wechat->started[operation::pay] == 3);
}

}  // namespace sluice::test::channel_fairness_test
