#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;
using namespace std::chrono_literals;

namespace {

auto paid = [](const channel_call& c) { return says(c, order::finding::paid); };

void ask_many(stage& s, int count) {
  for (int i = 0; i < count; ++i) s.ask(stage::order_request("N-" + std::to_string(i)));
}

}  // namespace

TEST_CASE("a channel is never called more often at once than its limit") {
  stage s;
  s.settings.channels[0].limits.max_in_flight = 3;
  s.open();
  ask_many(s, 10);
  CHECK(s.wechat->held.size() == 3);
  while (!s.wechat->held.empty()) {
    s.wechat->answer_next(operation::pay, paid);
    s.run();
  }
  CHECK(s.wechat->most_running == 3);
  CHECK(s.answers.size() == 10);
}

TEST_CASE("a payment that waited too long for its turn was never sent and fails") {
  stage s;
  s.settings.channels[0].limits.max_in_flight = 1;
  s.settings.channels[0].limits.queue_deadline = 2s;
  s.open();
  ask_many(s, 2);
  s.advance(2s);
  REQUIRE(s.answers.size() == 1);
  CHECK(s.last_order().state == "failed");
  CHECK(s.last_order().code == "channel_queue_deadline");
  CHECK(s.wechat->started[operation::pay] == 1);
}

TEST_CASE("a call that is never answered does not keep the engine") {
  std::weak_ptr<store::memory_event_log> kept;
  {
    stage s;
    s.open();
    ask_many(s, 1);
    REQUIRE(s.wechat->held.size() == 1);
    kept = s.log;
  }
  CHECK(kept.expired());
}

TEST_CASE("a full queue refuses at once, and a channel that is off takes no payment") {
  stage s;
  s.settings.channels[0].limits.max_in_flight = 1;
  s.settings.channels[0].limits.queue_capacity = 1;
  s.open();
  ask_many(s, 3);
  REQUIRE(s.answers.size() == 1);
  CHECK(s.last_order().code == "channel_queue_full");

  stage off;
  off.settings.channels[0].limits.enabled = false;
  off.open();
  ask_many(off, 1);
  CHECK(off.last_refusal().code == rejection_code::all_paths_open);
}

TEST_CASE("test traffic at a channel where money is real is not sent, and told as critical") {
  const auto calls = [](bool is_simulated) {
    stage s;
    s.settings.channels[0].is_simulated = is_simulated;
    s.open();
    caf::anon_send(s.everyone->channels().begin()->second,
                   batch<call_wanted>{
                       {{order_id{merchant_id{"m1"}, order_no{"N-1"}},
                         {.what = operation::pay, .key = channel_key{"K-1"}, .is_shadow = true}}}});
    s.run();
    CHECK(s.told->count("shadow_at_real_channel") == (is_simulated ? 0 : 1));
    return s.wechat->started[operation::pay];
  };
  CHECK(calls(false) == 0);
  CHECK(calls(true) == 1);
}

TEST_CASE("test traffic goes to a simulated channel, or is refused before anything is durable") {
  stage s;
  auto second = s.settings.channels[0];
  second.id = channel_id{"wechat-test"};
  s.settings.merchants[0].channels.push_back(second.id);
  s.settings.channels.push_back(second);
  s.open();
  auto wish = stage::order_request("N-1");
  wish.is_shadow = true;
  s.ask(wish);
  CHECK(s.last_refusal().code == rejection_code::shadow_not_simulated);
  CHECK(s.last_refusal().field == "shadow");
  CHECK(s.events_of("order/m1/N-1").empty());
}

TEST_CASE("a simulated channel gets the test traffic, and the order says what it was") {
  stage s;
  auto second = s.settings.channels[0];
  second.id = channel_id{"wechat-test"};
  second.is_simulated = true;
  s.settings.merchants[0].channels.push_back(second.id);
  s.settings.channels.push_back(second);
  s.wechat->always = paid;
  s.open();
  auto wish = stage::order_request("N-1");
  wish.is_shadow = true;
  s.ask(wish);
  CHECK(s.last_order().channel == "wechat-test");
  CHECK(s.last_order().is_shadow);
}

TEST_CASE("calls a second are limited") {
  stage s;
  s.settings.channels[0].limits.calls_per_second = 2;
  s.wechat->always = paid;
  s.open();
  ask_many(s, 5);
  CHECK(s.answers.size() == 2);
  s.advance(1s);
  CHECK(s.answers.size() == 4);
  s.advance(1s);
  CHECK(s.answers.size() == 5);
}

TEST_CASE("a clock that is set ahead delays nobody who waits for a turn") {
  stage s;
  s.settings.channels[0].limits.calls_per_second = 1;
  s.settings.channels[0].limits.queue_deadline = 5s;
  s.open();
  ask_many(s, 1);  // its answer is waited for until 13 s have passed
  s.clock->origin += 20s;
  s.wechat->always = paid;
  ask_many(s, 3);  // the first of them again
  s.advance(4s);
  CHECK(s.wechat->started[operation::pay] == 3);
}

TEST_CASE("a port that never answers gets its permit taken back and the order is in doubt") {
  stage s;
  s.settings.channels[0].limits.max_in_flight = 1;
  s.open();
  ask_many(s, 1);
  s.wechat->held.clear();
  s.wechat->always = paid;
  s.advance(20s);
  CHECK(s.last_order().state == "paid");  // by query
  CHECK(s.wechat->started[operation::pay] == 1);
}

TEST_CASE("a silent call is noticed in its own time, however long an earlier one may take") {
  stage s;
  auto& timing = s.settings.channels[0].timing;
  timing[business_type::payout].call_timeout = 60s;
  timing[business_type::payment_code].call_timeout = 10s;
  s.open();
  auto slow = stage::order_request("slow");
  slow.type = business_type::payout;
  slow.payment_code = {};
  s.ask(slow, reply_when::accepted);
  s.ask(stage::order_request("A-1"), reply_when::accepted);
  s.wechat->held.clear();
  s.advance(13s);
  CHECK(s.events_of("order/m1/A-1").back() == "attempt_in_doubt");
  CHECK(s.events_of("order/m1/slow").back() == "attempt_started");
  s.advance(50s);
  CHECK(s.events_of("order/m1/slow").back() == "attempt_in_doubt");
}

TEST_CASE("channel.list tells limits and counts") {
  stage s;
  s.wechat->always = paid;
  s.open();
  ask_many(s, 4);
  s.ask(list_channels{});
  const auto& all = std::get<std::vector<channel_view>>(s.answers.back());
  REQUIRE(all.size() == 1);
  CHECK(all[0].id == "wechat");
  CHECK(all[0].calls == 4);
  CHECK(all[0].in_flight == 0);
}

TEST_CASE("channel.list tells of each call whether it runs, waits, was refused or said nothing") {
  stage s;
  s.settings.channels[0].limits = {.max_in_flight = 1, .queue_capacity = 1, .calls_per_second = 7};
  s.open();
  const auto view = [&] {
    s.ask(list_channels{});
    return std::get<std::vector<channel_view>>(s.answers.back()).at(0);
  };
  ask_many(s, 3);
  const auto busy = view();
  CHECK(busy.wallet == "wechat");
  CHECK(busy.enabled);
  CHECK(busy.in_flight == 1);
  CHECK(busy.max_in_flight == 1);
  CHECK(busy.queued == 1);
  CHECK(busy.queue_capacity == 1);
  CHECK(busy.calls_per_second == 7);
  CHECK(busy.calls == 1);
  CHECK(busy.unknown == 0);
  CHECK(busy.refused == 1);
  s.wechat->answer_next(
      operation::pay, [](const auto& c) { return says(c, order::finding::unknown); });
  s.run();
  const auto later = view();
  CHECK(later.calls == 2);
  CHECK(later.queued == 0);
  CHECK(later.unknown == 1);
}

TEST_CASE("a channel that is off says so, and one without a wallet names none") {
  stage s;
  s.settings.channels[0].limits.enabled = false;
  s.settings.channels[0].reaches = {};
  s.open();
  s.ask(list_channels{});
  const auto& all = std::get<std::vector<channel_view>>(s.answers.back());
  CHECK_FALSE(all.at(0).enabled);
  CHECK(all.at(0).wallet.empty());
}

TEST_CASE("what a call gets that nobody answered is unknown, and names what it was about") {
  channel_call call{.attempt = attempt_no{2}, .refund = refund_no{"R1"}};
  for (const auto what : {operation::pay, operation::query}) {
    call.what = what;
    const auto a =
        std::get<order::attempt_report>(unknown_answer(call, order::source::query_answer, "WHY"));
    CHECK(a.attempt == attempt_no{2});
    CHECK(a.from == order::source::query_answer);
    CHECK(a.found == order::finding::unknown);
    CHECK(a.code == "WHY");
  }
  for (const auto what : {operation::revoke, operation::close}) {
    call.what = what;
    const auto a =
        std::get<order::revoke_report>(unknown_answer(call, order::source::query_answer, "WHY"));
    CHECK(a.attempt == attempt_no{2});
    CHECK(a.found == order::revoke_finding::unknown);
    CHECK(a.code == "WHY");
  }
  for (const auto what : {operation::refund, operation::refund_query, operation::send_on_refund}) {
    call.what = what;
    const auto a =
        std::get<order::refund_report>(unknown_answer(call, order::source::query_answer, "WHY"));
    CHECK(a.refund == refund_no{"R1"});
    CHECK(a.found == order::refund_finding::unknown);
    CHECK(a.code == "WHY");
  }
  for (const auto what :
       {operation::offer_agreement, operation::query_agreement, operation::end_agreement}) {
    call.what = what;
    const auto a = std::get<agreement::report>(unknown_answer(call, order::source::engine, "WHY"));
    CHECK(a.found == agreement::finding::unknown);
    CHECK(a.code == "WHY");
  }
}

TEST_CASE("each operation has its name") {
  std::vector<std::string_view> names;
  for (const auto o :
       {operation::pay, operation::confirm, operation::query, operation::revoke, operation::close,
        operation::refund, operation::refund_query, operation::send_on_refund,
        operation::offer_agreement, operation::query_agreement, operation::end_agreement})
    names.push_back(name_of(o));
  CHECK(names == std::vector<std::string_view>{
                     "pay", "confirm", "query", "revoke", "close", "refund", "refund_query",
                     "send_on_refund", "offer_agreement", "query_agreement", "end_agreement"});
}

TEST_CASE("what waits when the engine stops was never sent, nor is what comes then") {
  stage s;
  s.settings.channels[0].limits.max_in_flight = 1;
  s.open();
  ask_many(s, 2);
  caf::anon_send(s.everyone->channels().begin()->second, are_you_quiet{});
  s.run();
  REQUIRE(s.answers.size() == 1);
  CHECK(s.last_order().code == "engine_stopping");
  s.ask(stage::order_request("late"));
  CHECK(s.last_order().code == "engine_stopping");
  CHECK(s.wechat->started[operation::pay] == 1);
}

TEST_CASE("a query whose port is silent is no notification: nothing is asked at once") {
  stage s;
  s.open();
  s.ask(stage::order_request("A-1"), reply_when::accepted);
  s.wechat->answer_next(
      operation::pay, [](const auto& c) { return says(c, order::finding::unknown); });
  s.advance(5s);
  REQUIRE(s.wechat->started[operation::query] == 1);
  s.wechat->held.clear();
  s.advance(13s);  // call time-out and grace
  CHECK(s.wechat->started[operation::query] == 1);
  s.advance(2s);
  CHECK(s.wechat->started[operation::query] == 2);
}

TEST_CASE("who waits for a turn goes by urgency: doubt, then payments, then hearsay") {
  stage s;
  s.settings.channels[0].limits.max_in_flight = 1;
  s.settings.channels[0].limits.queue_deadline = 60s;
  s.open();
  const auto next_is = [&](operation what) {
    REQUIRE(s.wechat->held.size() == 1);
    CHECK(s.wechat->held.front().first.what == what);
    s.wechat->answer_next(what, [](const auto& c) { return says(c, order::finding::unknown); });
    s.run();
  };
  s.ask(stage::order_request("A-1"), reply_when::accepted);
  next_is(operation::pay);  // in doubt, due to be asked about after 5 s
  s.ask(stage::order_request("A-2"), reply_when::accepted);
  const auto key = s.wechat->held.front().first.key;
  s.everyone->notify({channel_id{"wechat"}, key, order::finding::paid}, acknowledgement{});
  s.run();
  s.ask(stage::order_request("A-3"), reply_when::accepted);
  s.advance(5s);
  next_is(operation::pay);
  CHECK(s.wechat->held.front().first.key != key);
  next_is(operation::query);
  next_is(operation::pay);
  REQUIRE(s.wechat->held.size() == 1);
  CHECK(s.wechat->held.front().first.key == key);
}
