#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;
using namespace std::chrono_literals;

namespace {

void pays_at_once(stage& s) {
  s.wechat->always = [](const channel_call& c) { return says(c, order::finding::paid); };
}

}  // namespace

TEST_CASE("more than an endpoint takes is refused at once, and nothing of it is durable") {
  stage s;
  s.settings.endpoints = {{"order.create", {.per_second = 10, .burst = 2}}};
  pays_at_once(s);
  s.open();
  s.ask(stage::order_request("A-1"));
  s.ask(stage::order_request("A-2"));
  s.ask(stage::order_request("A-3"));
  CHECK(s.last_refusal().code == rejection_code::limit_exceeded);
  CHECK(s.last_refusal().message ==
        "10 requests a second of order.create are taken, and 2 at once; send it again in 100 ms");
  CHECK(s.events_of("order/m1/A-3").empty());
  s.advance(100ms);
  s.ask(stage::order_request("A-3"));
  CHECK(s.last_order().state == "paid");
}

TEST_CASE("whoever repeats a payment hears what became of it, however many are sent") {
  stage s;
  s.settings.endpoints = {{"order.create", {.per_second = 1}}};
  pays_at_once(s);
  s.open();
  for (int i = 0; i < 5; ++i) {
    s.ask(stage::order_request("A-1"));
    CHECK(s.last_order().state == "paid");
  }
}

TEST_CASE("a request is in work until it is answered") {
  stage s;
  s.settings.endpoints = {{"order.create", {.max_in_flight = 2}}};
  s.open();
  s.ask(stage::order_request("A-1"));
  s.ask(stage::order_request("A-2"), reply_when::accepted);
  CHECK(s.last_order().state == "processing");
  s.ask(stage::order_request("A-3"));
  s.ask(stage::order_request("A-4"));
  CHECK(s.last_refusal().code == rejection_code::busy);
  CHECK(s.last_refusal().message.find("2 requests of order.create may be in work at once") == 0);
  CHECK(s.events_of("order/m1/A-4").empty());
  s.wechat->answer_next(
      operation::pay, [](const channel_call& c) { return says(c, order::finding::paid); });
  s.run();
  CHECK(s.last_order().state == "paid");
  s.ask(stage::order_request("A-4"), reply_when::accepted);
  CHECK(s.last_order().state == "processing");
}

TEST_CASE("each endpoint has limits of its own, and people have none") {
  stage s;
  s.settings.endpoints = {{"order.get", {.per_second = 1}}, {"channel.list", {.per_second = 1}}};
  pays_at_once(s);
  s.open();
  for (int i = 1; i < 4; ++i) {
    s.ask(stage::order_request("A-" + std::to_string(i)));
    CHECK(s.last_order().state == "paid");
  }
  s.ask(get_order{first_order});
  CHECK(s.last_order().state == "paid");
  s.ask(get_order{first_order});
  CHECK(s.last_refusal().message.find("order.get") != std::string::npos);
  for (int i = 0; i < 3; ++i) {
    s.everyone->ask({.ask = get_order{first_order},
                     .from = an_operator(),
                     .reply_to = std::make_shared<remembered_reply>(s.answers)});
    s.run();
    CHECK(s.last_order().state == "paid");
  }
}

TEST_CASE("who may not ask takes nobody's place") {
  stage s;
  s.settings.endpoints = {{"order.get", {.per_second = 1}}};
  s.open();
  s.ask(stage::order_request("A-1"), reply_when::accepted);
  for (int i = 0; i < 3; ++i) {
    s.everyone->ask({.ask = get_order{first_order},
                     .from = {.key = access::key_id{"nobodys"}},
                     .reply_to = std::make_shared<remembered_reply>(s.answers)});
    s.run();
    CHECK(s.last_refusal().code == rejection_code::signature_wrong);
  }
  s.ask(get_order{first_order});
  CHECK(s.last_order().state == "processing");
}
