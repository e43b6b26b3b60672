// The engine with threads of its own and real time, which only stopping needs.

#include "actors/engine.hpp"

#include <atomic>
#include <chrono>
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

class any_random : public random_port {
 public:
  std::uint64_t next() override { return ++n_; }

 private:
  std::atomic<std::uint64_t> n_ = 0;
};

class deaf_observer : public observer {
 public:
  void tell(const note&) override {}
};

class forgetful_reply : public reply_address {
 public:
  void reply(const answer&) override {}
};

}  // namespace

TEST_CASE("a stop waits for all silent channels together, not for one after the other") {
  const std::vector<channel_id> channels{channel_id{"a"}, channel_id{"b"}, channel_id{"c"}};
  engine_settings settings{.drain_limit = 400ms, .scheduler_threads = 2};
  environment env{.log = std::make_shared<store::memory_event_log>(),
                  .clock = std::make_shared<stage_clock>(),
                  .random = std::make_shared<any_random>(),
                  .tells = std::make_shared<deaf_observer>(),
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
