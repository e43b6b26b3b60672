#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;
using namespace std::chrono_literals;
using events = std::vector<std::string>;

namespace {

auto answers(order::finding f) {
  return [=](const channel_call& c) { return says(c, f); };
}

}  // namespace

TEST_CASE("after a crash an attempt without an answer is in doubt and queried") {
  auto log = std::make_shared<store::memory_event_log>();
  {
    stage s{log};
    s.open();
    s.ask(stage::order_request("A-1"));
    CHECK(s.wechat->started[operation::pay] == 1);
  }
  stage s{log};
  s.wechat->always = answers(order::finding::paid);
  s.open();
  CHECK(s.events_of("order/m1/A-1").back() == "attempt_in_doubt");
  s.advance(10s);
  CHECK(s.wechat->started[operation::pay] == 0);
  CHECK(s.wechat->started[operation::query] == 1);
  s.ask(get_order{first_order});
  CHECK(s.last_order().state == "paid");
}

TEST_CASE("what was final stays final over a restart and is not taken up again") {
  auto log = std::make_shared<store::memory_event_log>();
  {
    stage s{log};
    s.wechat->always = answers(order::finding::paid);
    s.open();
    s.ask(stage::order_request("A-1"));
  }
  const auto head = log->current_head().position;
  stage s{log};
  s.open();
  s.advance(1h);
  CHECK(log->current_head().position == head);
  CHECK(s.wechat->started.empty());
  CHECK(s.told->last("open_orders_found") == "info orders=0");
}

TEST_CASE("a failed write answers unavailable and stops the engine") {
  stage s;
  s.open();
  s.ask(stage::order_request("A-1"));
  s.log->fail_writes("EIO");
  s.ask(stage::order_request("A-2"));
  REQUIRE(s.fatal.size() == 1);
  CHECK(s.fatal[0] == "EIO");
  CHECK(s.told->last("log_write_failed") == "critical");
  REQUIRE(s.answers.size() == 2);
  for (const auto& a : s.answers) CHECK(std::get<rejection>(a).code == rejection_code::unavailable);
  s.ask(stage::order_request("A-3"));
  CHECK(s.last_refusal().code == rejection_code::unavailable);
  CHECK(s.answers.size() == 3);
  s.advance(1min);  // the first order has more to write
  CHECK(s.told->count("log_write_failed") == 1);
  CHECK(s.fatal.size() == 1);
}

TEST_CASE("when the engine gives up, requests are answered in the order in which they came") {
  struct numbered_reply : reply_address {
    numbered_reply(int n, std::vector<int>& into) : number(n), answered(&into) {}
    void reply(const answer&) override { answered->push_back(number); }
    int number;
    std::vector<int>* answered;
  };
  stage s;
  s.open();
  std::vector<int> answered, expected;
  for (int i = 0; i < 20; ++i) {
    expected.push_back(i);
    s.everyone->ask({.ask = stage::order_request("N-" + std::to_string(i)),
                     .reply_to = std::make_shared<numbered_reply>(i, answered)});
  }
  s.run();
  s.log->fail_writes("EIO");
  s.ask(stage::order_request("A-1"));
  CHECK(answered == expected);
}

TEST_CASE("an index that cannot be read ends the process; no notification is thrown away") {
  stage s;
  s.open();
  s.ask(stage::order_request("A-1"), reply_when::accepted);
  s.log->fail_reads("EIO");
  std::vector<bool> acknowledged;
  const auto key = s.wechat->held.front().first.key;
  s.everyone->notify({channel_id{"wechat"}, key, order::finding::paid},
                     acknowledgement{[&](bool ok) { acknowledged.push_back(ok); }});
  s.run();
  CHECK(acknowledged == std::vector<bool>{false});
  REQUIRE(s.fatal.size() == 1);
  CHECK(s.fatal[0] == "router failed: EIO");
}

TEST_CASE("an exception in an actor that all orders need ends the process, and the log decides") {
  auto log = std::make_shared<store::memory_event_log>();
  {
    stage s{log};
    s.wechat->on_start = [](const channel_call&) { throw std::runtime_error("a broken port"); };
    s.open();
    s.ask(stage::order_request("A-1"));
    REQUIRE(s.fatal.size() == 1);
    CHECK(s.fatal[0] == "channel failed: a broken port");
    CHECK(s.told->count("actor_failed") == 1);
    CHECK(s.told->last("actor_failed") == "critical");
  }
  stage s{log};
  s.wechat->always = answers(order::finding::paid);
  s.open();
  s.advance(10s);
  s.ask(get_order{first_order});
  CHECK(s.last_order().state == "paid");
}

TEST_CASE("a disk that is nearly full refuses new orders and lets open ones go on") {
  stage s;
  s.open();
  s.ask(stage::order_request("A-1"), reply_when::accepted);
  s.advance(2s);
  s.log->set_free_bytes(1);
  s.ask(stage::order_request("A-2"), reply_when::accepted);
  s.ask(stage::order_request("A-3"));
  CHECK(s.last_refusal().code == rejection_code::disk_nearly_full);
  s.ask(stage::order_request("A-1"), reply_when::accepted);  // again: it exists
  CHECK(s.last_order().state == "processing");
  s.wechat->answer_next(operation::pay, answers(order::finding::paid));
  s.run();
  s.ask(get_order{first_order});
  CHECK(s.last_order().state == "paid");
}

TEST_CASE("whatever an actor throws, the process ends and says whose it was") {
  stage s;
  s.wechat->on_start = [](const channel_call&) { throw 42; };
  s.open();
  s.ask(stage::order_request("A-1"));
  CHECK(s.fatal == std::vector<std::string>{"channel failed with something that is no exception"});
}

TEST_CASE("a disk is nearly full below the bytes that shall stay free, and not at them") {
  stage s;
  s.settings.min_free_bytes = 100;
  s.log->set_free_bytes(100);
  s.wechat->always = answers(order::finding::paid);
  s.open();
  s.ask(stage::order_request("A-1"));
  CHECK(s.told->count("disk_nearly_full") == 0);
  s.log->set_free_bytes(99);
  s.advance(2s);
  s.ask(stage::order_request("A-2"));
  CHECK(s.told->last("disk_nearly_full") == "critical free_bytes=99");
}

TEST_CASE("a stream of settings that is damaged stops new payments, loudly, and nothing else") {
  const auto log = std::make_shared<store::memory_event_log>();
  {
    stage s{log};
    s.open();
    s.ask(stage::order_request("A-1"), reply_when::accepted);
  }
  const std::string damaged = GENERATE("merchant/m1", "channel/wechat");
  const auto history = log->read_stream(damaged);
  log->flip(std::get<std::vector<store::record>>(history).back().position, 60, 1);
  stage s{log};
  s.wechat->always = answers(order::finding::paid);
  s.open();
  CHECK(s.fatal.empty());
  CHECK(s.told->count("settings_unreadable") == 1);
  s.ask(stage::order_request("A-2"));
  CHECK(s.wechat->started[operation::pay] == 0);
  s.advance(60s);  // what was in doubt is asked about
  s.ask(get_order{{merchant_id{"m1"}, order_no{"A-1"}}});
  CHECK(s.last_order().state == "paid");
  s.ask(change_channel{channel_id{"wechat"}, {{.enabled = true}, {"li.wei", "why"}}});
  s.ask(change_merchant{merchant_id{"m1"}, {{.life = merchant::life::active}, {"li.wei", "why"}}});
  CHECK(std::count_if(s.answers.begin(), s.answers.end(), [](const answer& a) {
          const auto* no = std::get_if<rejection>(&a);
          return no != nullptr && no->code == rejection_code::unavailable;
        }) == (damaged == "merchant/m1" ? 2 : 1));  // m1: the order A-2 as well
}

TEST_CASE("a disk that has room again is noticed although nothing is written") {
  stage s;
  s.open();
  s.wechat->always = answers(order::finding::paid);
  s.advance(2s);
  s.log->set_free_bytes(1);
  s.ask(stage::order_request("A-1"));  // its writes notice
  s.ask(stage::order_request("A-2"));
  CHECK(s.last_refusal().code == rejection_code::disk_nearly_full);
  s.advance(5s);
  s.ask(stage::order_request("A-2"));
  CHECK(s.last_refusal().code == rejection_code::disk_nearly_full);
  CHECK(s.told->last("disk_nearly_full") == "critical free_bytes=1");
  CHECK(s.told->count("disk_nearly_full") == 1);
  s.log->set_free_bytes(std::uint64_t{1} << 40);
  s.clock->origin -= 1ms;  // timers and time are two clocks
  s.advance(1s);
  CHECK(s.told->last("disk_has_room") == "info free_bytes=1099511627776");
  s.ask(stage::order_request("A-2"));
  CHECK(s.last_order().state == "paid");
}

TEST_CASE("an order whose history is damaged is quarantined and its neighbours go on") {
  auto log = std::make_shared<store::memory_event_log>();
  {
    stage s{log};
    s.wechat->always = answers(order::finding::paid);
    s.open();
    s.ask(stage::order_request("A-1"));
  }
  log->flip(log->current_head().position, 60, 1);
  stage s{log};
  s.wechat->always = answers(order::finding::paid);
  s.open();
  s.ask(get_order{first_order});
  CHECK(s.last_refusal().code == rejection_code::order_quarantined);
  CHECK(s.told->count("actor_quarantined") == 1);
  CHECK(s.told->last("actor_quarantined") == "critical actor=order m1/A-1");
  CHECK(s.told->last("actor_restarted") == "critical actor=order m1/A-1");
  s.ask(stage::order_request("A-2"));
  CHECK(s.last_order().state == "paid");
}

TEST_CASE("all open orders are found before the first of them is read back") {
  auto log = std::make_shared<store::memory_event_log>();
  {
    stage s{log};
    s.open();
    s.ask(stage::order_request("A-1"));
    s.ask(stage::order_request("A-2"));
  }
  const auto history = log->read_stream("order/m1/A-1");
  log->flip(std::get<std::vector<store::record>>(history).front().position, 60, 1);
  stage s{log};
  s.open();
  const auto told = [&](std::string_view event) {
    return std::find(s.told->events.begin(), s.told->events.end(), event);
  };
  REQUIRE(s.told->count("actor_quarantined") == 1);
  CHECK(told("open_orders_found") < told("actor_quarantined"));
  s.ask(get_order{{merchant_id{"m1"}, order_no{"A-2"}}});
  CHECK(s.last_order().detail == "in_doubt");
}

TEST_CASE("after a long absence orders that are being taken back are tried before given up") {
  auto log = std::make_shared<store::memory_event_log>();
  const order_id second_order{merchant_id{"m1"}, order_no{"A-2"}};
  {
    stage s{log};
    s.open();
    for (const auto* number : {"A-1", "A-2"}) {
      s.ask(stage::order_request(number), reply_when::accepted);
      s.wechat->answer_next(operation::pay, answers(order::finding::unknown));
      s.run();
    }
    for (const auto& order : {first_order, second_order})
      s.ask(revoke_order{order}, reply_when::accepted);
    CHECK(s.events_of("order/m1/A-2").back() == "revoke_requested");
  }
  stage s{log};
  s.clock->origin += 1h;
  s.settings.max_concurrent_recoveries = 1;
  // A message brings the second order back while the first is being read, before its own turn.
  bool asked = false;
  s.clock->on_decision = [&] {
    if (std::exchange(asked, true)) return;
    batch<order_message> early;
    early.all.push_back({.order = second_order, .what = look{}});
    caf::anon_send(s.everyone->orders().all.front(), std::move(early));
  };
  s.open();
  CHECK(asked);
  s.advance(15s);  // no channel takes a revoke before; how long the engine was away is not certain
  CHECK(s.wechat->started[operation::revoke] == 2);
  for (const auto* stream : {"order/m1/A-1", "order/m1/A-2"})
    CHECK(s.events_of(stream).back() == "revoke_requested");
}

TEST_CASE("what is being paid when its turn to be taken up comes is left alone") {
  auto log = std::make_shared<store::memory_event_log>();
  {
    stage s{log};
    s.open();
    s.ask(stage::order_request("A-1"));
  }
  stage s{log};
  bool asked = false;
  s.clock->on_decision = [&] {
    if (std::exchange(asked, true)) return;
    s.submit(stage::order_request("B-1"), reply_when::accepted);
  };
  s.open();
  REQUIRE(s.wechat->started[operation::pay] == 1);
  caf::anon_send(
      s.everyone->orders().all.front(), take_up<order_id>{{merchant_id{"m1"}, order_no{"B-1"}}});
  s.run();
  CHECK(s.events_of("order/m1/B-1").back() == "attempt_started");
}

TEST_CASE("finished orders leave memory") {
  stage s;
  s.settings.max_live_orders = 1;
  s.wechat->always = answers(order::finding::paid);
  s.open();
  for (int i = 0; i < 1000; ++i) {
    s.ask(stage::order_request("N-" + std::to_string(i)));
    REQUIRE(s.last_order().state == "paid");
  }
}

TEST_CASE("an order that waits long leaves memory and comes back when it is due") {
  stage s;
  s.settings.idle_before_passivation = 1s;
  s.settings.max_live_orders = 1;
  s.open();
  s.ask(stage::order_request("A-1"), reply_when::accepted);
  s.ask(stage::order_request("A-2"), reply_when::accepted);
  CHECK(s.last_refusal().code == rejection_code::busy);
  s.wechat->answer_next(operation::pay, answers(order::finding::unknown));
  s.run();
  s.wechat->always = answers(order::finding::paid);
  s.ask(stage::order_request("A-2"));  // now there is room
  CHECK(s.last_order().state == "paid");
  s.advance(6s);
  s.ask(get_order{first_order});
  CHECK(s.last_order().state == "paid");
  CHECK(s.wechat->started[operation::pay] == 2);
}
