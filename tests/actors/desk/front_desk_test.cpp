#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;
using namespace std::chrono_literals;

TEST_CASE("an engine that is stopping takes nothing new and tells everybody how things stand") {
  stage s;
  s.open();
  s.ask(stage::order_request("A-1"));
  s.ask(stage::order_request("A-2"));
  CHECK(s.answers.empty());
  caf::anon_send(s.everyone->front_desk(), start_draining{});
  s.run();
  REQUIRE(s.answers.size() == 2);
  CHECK(std::get<order_view>(s.answers[0]).order == first_order);
  for (const auto& a : s.answers) CHECK(std::get<order_view>(a).state == "processing");
  s.ask(stage::order_request("A-3"));
  CHECK(s.last_refusal().code == rejection_code::draining);
  CHECK(is_retryable(s.last_refusal().code));
  s.ask(get_order{first_order});
  CHECK(s.last_refusal().code == rejection_code::draining);
  CHECK(s.answers.size() == 4);
}

TEST_CASE("who still waits when the engine stops is told that nobody knows, and each only once") {
  stage s;
  s.open();
  s.ask(stage::order_request("A-1"), reply_when::final, "C-1");
  caf::anon_send(s.everyone->front_desk(), stop_now{});
  s.run();
  REQUIRE(s.answers.size() == 1);
  CHECK(s.last_refusal().code == rejection_code::unavailable);
  CHECK(s.last_refusal().message ==
        "the engine has stopped; send the same request again after the restart");
}

TEST_CASE("a merchant of no configuration is unknown, and its orders cannot be asked about") {
  stage s;
  s.open();
  const order_id strange{merchant_id{"m9"}, order_no{"A-1"}};
  auto wish = stage::order_request("A-1");
  wish.order = strange;
  s.ask(wish);
  CHECK(s.last_refusal().code == rejection_code::merchant_unknown);
  CHECK(s.last_refusal().field == "merchant");
  s.ask(get_order{strange});
  CHECK(s.last_refusal().code == rejection_code::merchant_unknown);
  CHECK(s.answers.size() == 2);
}

TEST_CASE("a command id is free again for its own body once it has been answered") {
  stage s;
  s.wechat->always = [](const channel_call& c) { return says(c, order::finding::paid); };
  s.open();
  const fingerprint body{7};
  s.ask(stage::order_request("A-1"), reply_when::final, "C-1", body);
  CHECK(s.last_order().state == "paid");
  s.ask(stage::order_request("A-1"), reply_when::final, "C-1", body);
  CHECK(s.last_order().state == "paid");
  s.ask(stage::order_request("A-1"), reply_when::final, "C-1", fingerprint{8});
  CHECK(s.last_refusal().code == rejection_code::command_id_reused);
  CHECK(s.last_refusal().field == "Nats-Msg-Id");
}

TEST_CASE("many wait, and each is told at its own limit") {
  stage s;
  s.settings.response_limit = 10s;
  s.open();
  for (int i = 0; i < 5; ++i) {
    s.ask(stage::order_request("A-" + std::to_string(i)));
    s.advance(1s);
  }
  for (std::size_t i = 0; i < 5; ++i) {
    CHECK(s.answers.size() == i);
    s.advance(i == 0 ? 5s : 1s);
    REQUIRE(s.answers.size() == i + 1);
    CHECK(s.last_order().order.number == order_no{"A-" + std::to_string(i)});
  }
}

TEST_CASE("whoever cannot be answered ends the process, and does not end the front desk silently") {
  struct broken_reply : reply_address {
    void reply(const answer&) override { throw std::runtime_error("a broken address"); }
  };
  stage s;
  s.open();
  s.everyone->ask({.ask = get_order{first_order}, .reply_to = std::make_shared<broken_reply>()});
  s.run();
  CHECK(s.fatal == std::vector<std::string>{"front_desk failed: a broken address"});
}

TEST_CASE("who repeats the order of a merchant that was removed is told at the limit, too") {
  const auto log = std::make_shared<store::memory_event_log>();
  {
    stage s{log};
    s.open();
    s.ask(stage::order_request("A-1"));
  }
  stage s{log};
  s.settings.merchants.clear();
  s.open();
  s.ask(stage::order_request("A-1"));
  s.advance(s.settings.response_limit - 1ms);
  CHECK(s.answers.empty());
  s.advance(1ms);
  CHECK(s.last_order().state == "processing");
}

TEST_CASE("channel.list tells of all channels in one answer, by their names") {
  stage s;
  auto other = s.settings.channels[0];
  other.id = channel_id{"alipay"};
  s.settings.channels.push_back(other);
  s.open();
  s.ask(list_channels{});
  REQUIRE(s.answers.size() == 1);
  const auto& all = std::get<std::vector<channel_view>>(s.answers.back());
  REQUIRE(all.size() == 2);
  CHECK(all[0].id == "alipay");
  CHECK(all[1].id == "wechat");
}

TEST_CASE("an engine without channels has none to tell of") {
  stage s;
  s.settings.channels.clear();
  s.open();
  s.ask(list_channels{});
  REQUIRE(s.answers.size() == 1);
  CHECK(std::get<std::vector<channel_view>>(s.answers.back()).empty());
}
