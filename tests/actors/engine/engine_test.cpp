// The engine with threads of its own and real time, which only stopping needs.

#include "actors/engine/engine.hpp"

#include <atomic>
#include <chrono>
#include <functional>
#include <thread>

#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;
using namespace std::chrono_literals;

namespace {

/// Takes every call and never answers.
class silent_channel : public channel_port {
 public:
  void start(channel_call, on_answer) override { ++started; }
  std::atomic<int> started = 0;
};

/// Says "paid" a moment after it may, from a thread of its own.
class slow_channel : public channel_port {
 public:
  /// Before it is forgotten: its thread may be the last that knows the engine's actors.
  void finish() { thread_.join(); }
  void start(channel_call call, on_answer done) override {
    started = true;
    thread_ = std::thread([this, call = std::move(call), done = std::move(done)] {
      while (!may_answer) std::this_thread::yield();
      done(order::attempt_report{
          .attempt = call.attempt,
          .from = order::source::pay_answer,
          .found = order::finding::paid,
          .code = "OK",
          .channel_reference = "T1",
          .amount = call.amount});
    });
  }
  std::atomic<bool> started = false, may_answer = false;

 private:
  std::thread thread_;
};

class deaf_observer : public observer {
 public:
  void tell(const note&) override {}
};

class forgetful_reply : public reply_address {
 public:
  void reply(const answer&) override {}
};

/// What was answered, and that it was.
class state_reply : public reply_address {
 public:
  explicit state_reply(
      std::string& into, std::function<void()> then = [] {})
      : into_(into), then_(std::move(then)) {}
  void reply(const answer& a) override {
    const auto* order = std::get_if<order_view>(&a);
    into_ += order != nullptr ? order->state : std::get<rejection>(a).message;
    then_();
  }

 private:
  std::string& into_;
  std::function<void()> then_;
};

}  // namespace

TEST_CASE("a stop waits for all silent channels together, not for one after the other") {
  const std::vector<channel_id> channels{channel_id{"a"}, channel_id{"b"}, channel_id{"c"}};
  engine_settings settings{.drain_limit = 400ms, .scheduler_threads = 2};
  environment env{
      .log = std::make_shared<store::memory_event_log>(),
      .clock = std::make_shared<stage_clock>(),
      .numbers = std::make_shared<channel_numbers>(hash_key{}, "test"),
      .tells = std::make_shared<deaf_observer>(),
      .declared = {.open = {merchant_id{"a"}, merchant_id{"b"}, merchant_id{"c"}}},
      .on_fatal = [](const std::string&) {}};
  std::vector<std::shared_ptr<silent_channel>> ports;
  for (const auto& id : channels) {
    settings.channels.push_back(
        {.id = id, .business_types = {business_type::payout}, .currencies = {currency::cny}});
    settings.merchants.push_back({.id = merchant_id{id.value()},
                                  .business_types = {business_type::payout},
                                  .channels = {id}});
    env.channels[id] = ports.emplace_back(std::make_shared<silent_channel>());
  }
  engine under_test(settings, env);
  for (const auto& id : channels)
    under_test.submit({.ask = create_order{.order = {merchant_id{id.value()}, order_no{"A-1"}},
                                           .type = business_type::payout,
                                           .amount = {100, currency::cny}},
                       .reply_to = std::make_shared<forgetful_reply>()});
  for (const auto& port : ports)
    while (port->started == 0) std::this_thread::sleep_for(1ms);

  const auto begin = std::chrono::steady_clock::now();
  under_test.drain();
  const auto took = std::chrono::steady_clock::now() - begin;
  CHECK(took >= 400ms);
  CHECK(took < 800ms);
}

TEST_CASE("an engine that stopped without its channel's answer lets go of its log") {
  const channel_id channel{"a"};
  const auto port = std::make_shared<silent_channel>();
  auto log = std::make_shared<store::memory_event_log>();
  const std::weak_ptr<store::memory_event_log> kept = log;
  {
    engine_settings settings{.drain_limit = 1ms, .scheduler_threads = 2};
    settings.channels = {
        {.id = channel, .business_types = {business_type::payout}, .currencies = {currency::cny}}};
    settings.merchants = {{.id = merchant_id{"m1"},
                           .business_types = {business_type::payout},
                           .channels = {channel}}};
    engine under_test(
        settings, {.log = std::move(log),
                   .clock = std::make_shared<stage_clock>(),
                   .numbers = std::make_shared<channel_numbers>(hash_key{}, "test"),
                   .tells = std::make_shared<deaf_observer>(),
                   .channels = {{channel, port}},
                   .declared = {.open = {merchant_id{"m1"}}},
                   .on_fatal = [](const std::string&) {}});
    under_test.submit({.ask = create_order{.order = {merchant_id{"m1"}, order_no{"A-1"}},
                                           .type = business_type::payout,
                                           .amount = {100, currency::cny}},
                       .reply_to = std::make_shared<forgetful_reply>()});
    while (port->started == 0) std::this_thread::yield();
  }
  CHECK(kept.expired());
}

TEST_CASE("what a channel says during a stop is written, and nobody is left without answer") {
  const channel_id channel{"a"};
  for (int round = 0; round < 100; ++round) {
    const auto log = std::make_shared<store::memory_event_log>();
    const auto port = std::make_shared<slow_channel>();
    std::string answered;
    {
      engine_settings settings{.drain_limit = 10s, .scheduler_threads = 2};
      settings.channels = {{.id = channel,
                            .business_types = {business_type::payout},
                            .currencies = {currency::cny}}};
      settings.merchants = {{.id = merchant_id{"m1"},
                             .business_types = {business_type::payout},
                             .channels = {channel}}};
      engine under_test(
          settings, {.log = log,
                     .clock = std::make_shared<stage_clock>(),
                     .numbers = std::make_shared<channel_numbers>(hash_key{}, "test"),
                     .tells = std::make_shared<deaf_observer>(),
                     .channels = {{channel, port}},
                     .declared = {.open = {merchant_id{"m1"}}},
                     .on_fatal = [](const std::string&) {}});
      under_test.submit(
          {.ask = create_order{.order = {merchant_id{"m1"}, order_no{"A-1"}},
                               .type = business_type::payout,
                               .amount = {100, currency::cny}},
           // The stop has begun: nothing else answers before the channel does.
           .reply_to =
               std::make_shared<state_reply>(answered, [port] { port->may_answer = true; })});
      while (!port->started) std::this_thread::yield();
      under_test.drain();
    }
    port->finish();
    CHECK(answered == "processing");
    CHECK(log->head_of("order/m1/A-1").value().position == 4);
  }
}

TEST_CASE("an engine that has stopped says so to whoever comes, and may be stopped again") {
  const auto log = std::make_shared<store::memory_event_log>();
  engine_settings settings{.drain_limit = 1s, .scheduler_threads = 2};
  engine under_test(settings, {.log = log,
                               .clock = std::make_shared<stage_clock>(),
                               .numbers = std::make_shared<channel_numbers>(hash_key{}, "test"),
                               .tells = std::make_shared<deaf_observer>(),
                               .on_fatal = [](const std::string&) {}});
  const auto standing = under_test.followers();
  REQUIRE(standing.size() == 1);
  CHECK(standing[0].name == "alarms");
  under_test.drain();
  under_test.drain();
  const store::append_request late{.stream = "order/m1/A-1"};
  CHECK(std::holds_alternative<store::write_failed>(log->append({&late, 1})));
  std::string answered;
  under_test.submit({.ask = list_channels{}, .reply_to = std::make_shared<state_reply>(answered)});
  CHECK(answered == "the engine is stopping; send it again soon");
  std::vector<bool> heard;
  under_test.notify({channel_id{"a"}, channel_key{"K1"}, order::finding::paid},
                    [&](bool ok) { heard.push_back(ok); });
  CHECK(heard == std::vector<bool>{false});
}
