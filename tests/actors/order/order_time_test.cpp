// Time as orders meet it: a machine that stands still, a clock that is wrong, a time after which an
// order must not start.

#include <algorithm>
#include <memory>
#include <set>

#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::test::order_time_test {
using namespace std::chrono_literals;

namespace {

const std::string stream = "order/m1/A-1";

create_order until(create_order q, instant not_after) {
  q.not_after = not_after;
  return q;
}

/// Every revoke fails, so that the order comes to its time to give up.
void fail_all_revokes(stage& s) {
  s.wechat->always = [](const channel_call& c) -> channel_answer {
    if (c.what == operation::revoke)
      return order::revoke_report{.attempt = c.attempt, .found = order::revoke_finding::again};
    return says(c, order::finding::unknown, "SYSTEMERROR");
  };
}

}  // namespace

TEST_CASE("a process that stood still tries once more before it gives up") {
  stage s;
  fail_all_revokes(s);
  s.open();
  s.ask(stage::order_request("A-1"), reply_when::accepted);
  s.advance(45s);
  REQUIRE(s.events_of(stream).back() == "revoke_requested");
  const auto tried = s.wechat->started[operation::revoke];
  s.stand_still(1h);
  CHECK(s.wechat->started[operation::revoke] == tried + 1);
  CHECK(s.events_of(stream).back() == "revoke_requested");
  s.advance(1min);
  CHECK(s.events_of(stream).back() == "operator_needed");
}

TEST_CASE("what fell due during a standstill is not put off by an answer that comes first") {
  stage s;
  fail_all_revokes(s);
  s.open();
  s.ask(stage::order_request("A-1"), reply_when::accepted);
  s.advance(45s);
  const auto tried = s.wechat->started[operation::revoke];
  // A question makes the order plan anew before its supervisor has woken.
  s.submit(revoke_order{first_order, {}}, reply_when::accepted);
  s.stand_still(1h);
  CHECK(s.wechat->started[operation::revoke] == tried + 1);
  CHECK(s.events_of(stream).back() == "revoke_requested");
}

TEST_CASE("a channel is told the machine's time when its call leaves, the log keeps its own") {
  stage s;
  s.clock->machine_ahead = -24h;
  s.wechat->always = [](const channel_call& c) { return says(c, order::finding::paid); };
  instant told{};
  s.wechat->on_start = [&](const channel_call& c) { told = c.at; };
  s.open();
  s.ask(stage::order_request("A-1"));
  CHECK(told == s.clock->now() - 24h);
  CHECK(s.last_order().accepted_at == s.clock->now());
}

TEST_CASE("an order whose time has passed is refused, and its repeat hears how it stands") {
  stage s;
  s.wechat->always = [](const channel_call& c) { return says(c, order::finding::paid); };
  s.open();
  const auto now = s.clock->now();
  s.ask(until(stage::order_request("A-1"), now));
  CHECK(s.last_refusal().code == rejection_code::expired);
  CHECK(s.last_refusal().field == "not_after");
  CHECK(s.events_of(stream).empty());
  s.ask(until(stage::order_request("A-1"), now + 1ms));
  CHECK(s.last_order().state == "paid");
  s.advance(1h);
  s.ask(until(stage::order_request("A-1"), now + 1ms));
  CHECK(s.last_order().state == "paid");
}

TEST_CASE("an order whose time passes in a channel's queue is never sent, and others still are") {
  stage s;
  s.settings.channels.front().limits = {.max_in_flight = 1, .calls_per_second = 1000};
  s.open();
  s.ask(stage::order_request("A-1"));
  s.ask(until(stage::order_request("A-2"), s.clock->now() + 1s));
  s.ask(stage::order_request("A-3"));
  s.advance(1s);
  s.wechat->answer_next(
      operation::pay, [](const channel_call& c) { return says(c, order::finding::paid); });
  s.run();
  CHECK(s.events_of("order/m1/A-2") == std::vector<std::string>{"order_accepted", "attempt_started",
                                                                "attempt_failed", "order_failed"});
  CHECK(s.last_order().state == "failed");
  CHECK(s.last_order().code == "expired");
  REQUIRE(s.wechat->held.size() == 1);
  CHECK(s.wechat->started[operation::pay] == 2);
}

TEST_CASE("two engines with one key, and one that forgot, ask under the same numbers") {
  std::vector<std::string> keys;
  for (int engine = 0; engine < 2; ++engine) {
    stage s;
    s.wechat->always = [&](const channel_call& c) {
      if (c.what == operation::refund) keys.push_back(c.refund_key.value());
      if (c.what == operation::pay) keys.push_back(c.key.value());
      if (c.what == operation::refund)
        return channel_answer{
            order::refund_report{.refund = c.refund, .found = order::refund_finding::done}};
      return says(c, order::finding::paid);
    };
    s.open();
    s.advance(millis{engine * 77});
    s.ask(stage::order_request("A-1"));
    s.ask(create_refund{first_order, refund_no{"R-1"}, {100, currency::cny}, {}});
  }
  REQUIRE(keys.size() == 4);
  CHECK(keys[0] == keys[2]);
  CHECK(keys[1] == keys[3]);
  CHECK(keys[0] != keys[1]);
}

TEST_CASE(
    "an engine that forgot an order, its old folder put back, does not make the payer pay twice") {
  std::set<std::string> paid;
  for (int life = 0; life < 2; ++life) {
    stage s;
    s.wechat->always = [&](const channel_call& c) {
      const bool is_new = c.what == operation::pay && paid.insert(c.key.value()).second;
      if (c.what == operation::pay && !is_new)
        return says(c, order::finding::not_paid_if_query_agrees, "ORDERPAID");
      return says(
          c, paid.contains(c.key.value()) ? order::finding::paid : order::finding::not_found);
    };
    s.open();
    s.ask(stage::order_request("A-1"));
    CHECK(s.last_order().state == "paid");
  }
  CHECK(paid.size() == 1);
}

TEST_CASE("an order that waits for a person is asked about, and ends when its channel has a word") {
  stage s;
  fail_all_revokes(s);
  s.open();
  s.ask(stage::order_request("A-1"), reply_when::accepted);
  s.advance(15min);
  REQUIRE(s.events_of(stream).back() == "operator_needed");
  const auto written = s.events_of(stream).size();
  const auto asked = s.wechat->started[operation::query];
  s.advance(10h);
  CHECK(s.events_of(stream).size() == written);  // what is no news is not written
  const auto rhythm = s.wechat->started[operation::query] - asked;
  CHECK(rhythm >= 60);
  CHECK(rhythm <= 70);

  s.wechat->always = [](const channel_call& c) { return says(c, order::finding::not_paid); };
  s.advance(10min);
  CHECK(s.events_of(stream).back() == "order_revoked");
  const auto last = s.wechat->started[operation::query];
  s.advance(1h);
  CHECK(s.wechat->started[operation::query] == last);
}

TEST_CASE("an order that waits for a person is asked about by the next process, too") {
  auto first = std::make_unique<stage>();
  fail_all_revokes(*first);
  first->open();
  first->ask(stage::order_request("A-1"), reply_when::accepted);
  first->advance(15min);
  REQUIRE(first->events_of(stream).back() == "operator_needed");
  const auto kept = first->log;
  const auto stopped_at = first->clock->now();
  first.reset();

  stage second(kept);
  second.clock->origin = stopped_at;
  second.wechat->always = [](const channel_call& c) -> channel_answer {
    if (c.what == operation::refund)
      return order::refund_report{.refund = c.refund, .found = order::refund_finding::done};
    return says(c, order::finding::paid);
  };
  second.open();
  CHECK(second.events_of(stream).back() == "operator_needed");
  second.advance(10min);
  CHECK(second.wechat->started[operation::query] >= 1);
  CHECK(second.wechat->started[operation::pay] == 0);
  const auto events = second.events_of(stream);
  CHECK(std::find(events.begin(), events.end(), "order_revoked") != events.end());
  CHECK(events.back() == "refund_succeeded");
}

}  // namespace sluice::test::order_time_test
