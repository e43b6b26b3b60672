// The breaker where it stands: which payments leave, what is in the log, what a restart knows.

#include "actors/channel/path_keeper.hpp"
#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::test::channel_paths_test {
using namespace std::chrono_literals;

namespace {

const channel_id wechat{"wechat"};
const signed_by li{"li.wei", "the bank said so"};
const auto nothing_said = [](const channel_call& c) { return says(c, order::finding::unknown); };
const auto declined = [](const channel_call& c) {
  return says(c, order::finding::not_paid, "NOTENOUGH");
};

/// Orders of a channel without jitter.
struct paths_stage : stage {
  explicit paths_stage(std::shared_ptr<store::event_log> kept = nullptr) : stage(std::move(kept)) {
    settings.channels[0].breaker.jitter_percent = 0;
    wechat->always = nothing_said;
  }
  void pay(int count) {
    for (int i = 0; i < count; ++i)
      ask(order_request("N-" + std::to_string(next++)), reply_when::accepted);
  }
  /// Eight payments get no answer.
  void fall_ill() { pay(8); }
  int paid_at_channel() { return wechat->started[operation::pay]; }
  path_view whole_channel() {
    ask(get_channel{channel_paths_test::wechat});
    return std::get<channel_view>(answers.back()).paths.at(0);
  }
  int next = 0;
};

force_path switched(std::optional<channel::path_switch> to, std::optional<instant> until = {}) {
  return {wechat, {.where = {}, .to = to, .until = until, .who = li}};
}

}  // namespace

TEST_CASE("a channel that does not answer is opened, and then nothing leaves, at once") {
  paths_stage s;
  s.open();
  s.fall_ill();
  CHECK(s.events_of("channel/wechat").back() == "path_turned");
  const auto before = s.paid_at_channel();
  s.ask(stage::order_request("late"));
  CHECK(s.last_refusal().code == rejection_code::all_paths_open);
  CHECK(s.events_of("order/m1/late").empty());
  CHECK(s.paid_at_channel() == before);
  const auto told = s.whole_channel();
  CHECK(told.state.phase == channel::breaker_phase::open);
  CHECK(told.state.why == channel::turn_reason::lone_failures);
  CHECK(told.state.counted == channel::call_counts{8, 8, 0});
  CHECK(told.counted == 8);
  CHECK(told.good == 0);
}

TEST_CASE("payers without money open nothing") {
  paths_stage s;
  s.wechat->always = declined;
  s.open();
  s.pay(50);
  CHECK(s.paid_at_channel() == 50);
  CHECK(s.whole_channel().good == 50);
}

TEST_CASE("payments that wait when their path is opened are told at once") {
  paths_stage s;
  s.settings.channels[0].limits.max_in_flight = 1;
  s.wechat->always = {};
  s.open();
  s.pay(20);
  for (int i = 0; i < 8; ++i) {
    s.wechat->answer_next(operation::pay, nothing_said);
    s.run();
  }
  // The ninth had left before the turn was durable.
  CHECK(s.paid_at_channel() == 9);
  for (int i = 9; i < 20; ++i)
    CHECK(s.events_of("order/m1/N-" + std::to_string(i)).back() == "order_failed");
}

TEST_CASE("a timer turns it without traffic, and good probes close it") {
  paths_stage s;
  s.open();
  s.fall_ill();
  s.wechat->always = [](const channel_call& c) { return says(c, order::finding::paid); };
  s.advance(5s);
  CHECK(s.whole_channel().state.phase == channel::breaker_phase::half_open);
  const auto before = s.paid_at_channel();
  s.pay(2);
  CHECK(s.paid_at_channel() == before + 1);
  for (int i = 0; i < 4; ++i) {
    s.advance(1s);
    s.pay(1);
  }
  CHECK(s.whole_channel().state.phase == channel::breaker_phase::closed);
  s.advance(20s);
  s.pay(10);
  CHECK(s.paid_at_channel() == before + 15);
}

TEST_CASE("a probe that nobody answers opens the path again") {
  paths_stage s;
  s.open();
  s.fall_ill();
  s.wechat->always = [](const channel_call& c) {
    return says(c, order::finding::not_paid_yet);  // queries tell, and prove that it works
  };
  s.advance(5s);
  s.wechat->always = {};
  s.pay(1);
  s.wechat->held.clear();
  s.advance(16s);
  const auto told = s.whole_channel();
  CHECK(told.state.phase == channel::breaker_phase::open);
  CHECK(told.state.why == channel::turn_reason::bad_probe);
  CHECK(told.state.times_opened == 2);
}

TEST_CASE("what is in doubt is asked about while its path is open") {
  paths_stage s;
  s.settings.channels[0].breaker.open_first = 8s;
  s.open();
  s.fall_ill();
  s.advance(7s);
  CHECK(s.wechat->started[operation::query] > 0);
  CHECK(s.whole_channel().state.phase == channel::breaker_phase::open);
  // They say nothing either: it stays open for one more time.
  s.advance(1s);
  CHECK(s.whole_channel().state.why == channel::turn_reason::bad_query);
}

TEST_CASE("a question takes no place of its path's payments, and waits for none of them") {
  paths_stage s;
  s.settings.channels[0].paths = {{.of = channel::path("balance"), .max_in_flight = 1}};
  s.wechat->always = {};
  s.open();
  const auto pay = [&](const std::string& number) {
    auto order = stage::order_request(number);
    order.paid_with = instrument("balance");
    s.ask(order, reply_when::accepted);
  };
  pay("N-1");
  s.wechat->answer_next(operation::pay, nothing_said);
  s.advance(5s);
  CHECK(s.wechat->started[operation::query] == 1);  // and is not answered
  pay("N-2");
  CHECK(s.paid_at_channel() == 2);
  pay("N-3");
  CHECK(s.paid_at_channel() == 2);  // that the path has one place is true of payments
  s.wechat->answer_next(operation::query, nothing_said);
  s.advance(5s);
  CHECK(s.wechat->started[operation::query] == 2);
}

TEST_CASE("an open path is open after a restart, and comes back from there") {
  const auto log = std::make_shared<store::memory_event_log>();
  {
    paths_stage s{log};
    s.open();
    s.fall_ill();
  }
  paths_stage s{log};
  s.wechat->always = declined;
  s.open();
  s.ask(stage::order_request("after"));
  CHECK(s.last_refusal().code == rejection_code::all_paths_open);
  s.advance(5s);
  s.ask(stage::order_request("later"));
  CHECK(s.last_order().code == "NOTENOUGH");
}

TEST_CASE("who switches a path is heard at once, and until the time he said") {
  paths_stage s;
  s.wechat->always = declined;
  s.clock->machine_ahead = 3600s;
  s.open();
  s.ask(switched(channel::path_switch::open, s.clock->now() + 3660s));
  CHECK(s.events_of("channel/wechat").back() == "path_forced");
  s.ask(stage::order_request("A-1"));
  CHECK(s.last_refusal().code == rejection_code::all_paths_open);
  const auto told = s.whole_channel().state;
  CHECK(told.forced == channel::path_switch::open);
  CHECK(told.forced_by.person == "li.wei");
  s.advance(59s);
  CHECK(s.whole_channel().state.forced == channel::path_switch::open);
  s.advance(1s);
  CHECK(s.whole_channel().state.forced == channel::path_switch::automatic);
  CHECK(s.whole_channel().state.forced_by.person.empty());
  s.ask(stage::order_request("A-2"));
  CHECK(s.last_order().code == "NOTENOUGH");
}

TEST_CASE("a path that is forced closed is not opened, whatever happens on it") {
  paths_stage s;
  s.open();
  s.ask(switched(channel::path_switch::closed));
  s.pay(30);
  CHECK(s.paid_at_channel() == 30);
  CHECK(s.whole_channel().state.phase == channel::breaker_phase::closed);
}

TEST_CASE("a switch that says no one thing, no path or no end ahead is refused") {
  paths_stage s;
  s.open();
  s.ask(switched({}));
  CHECK(s.last_refusal().code == rejection_code::switch_unclear);
  s.ask(switched(channel::path_switch::open, s.clock->now()));
  CHECK(s.last_refusal().code == rejection_code::until_invalid);
  s.ask(switched(channel::path_switch::automatic, s.clock->now() + 10s));
  CHECK(s.last_refusal().code == rejection_code::until_invalid);
  auto wrong = switched(channel::path_switch::open);
  wrong.what.where = channel::path("a/b/c");
  s.ask(wrong);
  CHECK(s.last_refusal().code == rejection_code::path_invalid);
  CHECK(s.events_of("channel/wechat").size() == 1);
}

TEST_CASE("a bank's failures are its own, and every call counts where it belongs") {
  path_keeper paths(wechat, {});
  const instant now{millis{1'000'000}};
  const auto end = [&](channel_call call, const channel_answer& a) {
    const auto held = paths.let_pass(call, now);
    REQUIRE(held.has_value());
    paths.ended(call, *held, now, a, now);
  };
  const auto about = [](operation what, const std::string& bank) {
    return channel_call{.what = what, .paid_with = instrument("debit_card", bank)};
  };
  for (int i = 0; i < 30; ++i) {
    const auto good = about(operation::pay, "abc");
    end(good, says(good, order::finding::paid));
  }
  const auto ill = about(operation::pay, "icbc");
  for (int i = 0; i < 8; ++i) end(ill, nothing_said(ill));
  for (const auto& e : paths.due(now, now)) {
    CHECK(where_of(e) == channel::path("debit_card/icbc"));
    channel::path_state durable;
    apply(durable, std::get<channel::path_turned>(e), now);
    paths.follow({{where_of(e), durable}}, where_of(e));
  }
  CHECK(paths.holds_back(ill));
  CHECK_FALSE(paths.holds_back(about(operation::pay, "abc")));
  for (const auto what : {operation::query, operation::revoke, operation::close, operation::refund,
                          operation::refund_query}) {
    const auto call = about(what, "icbc");
    CHECK_FALSE(paths.holds_back(call));
    end(call, unknown_answer(call, order::source::query_answer, "time_out"));
  }
  const auto seen = paths.all(now);
  CHECK(seen.at(0).other_calls == channel::recent_outcomes::tally{0, 5});
  CHECK(seen.at(0).payments == channel::recent_outcomes::tally{30, 38});
}

}  // namespace sluice::test::channel_paths_test
