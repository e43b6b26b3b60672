#include "actors/mail/handler_times.hpp"

#include <thread>

#include "actors/mail/outbox.hpp"
#include "actors/mail/timed.hpp"
#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::test::handler_times_test {
namespace {
using namespace std::chrono_literals;

struct short_work {};
struct long_work {};

/// As it is, in milliseconds.
class real_clock final : public clock_port {
 public:
  instant now() override {
    return instant{
        std::chrono::duration_cast<millis>(std::chrono::steady_clock::now().time_since_epoch())};
  }
  instant machine_time() override { return now(); }
};

std::shared_ptr<handler_times> fresh_times() {
  auto out = std::make_shared<handler_times>(std::make_shared<real_clock>());
  std::this_thread::sleep_for(50ms);  // so that its millisecond is no more than a fiftieth
  return out;
}

/// Called as one of the engine's kinds is.
class worker : public caf::event_based_actor {
 public:
  explicit worker(caf::actor_config& cfg) : event_based_actor(cfg) {}
  caf::behavior make_behavior() override {
    return {[](const short_work&) {},
            [](const batch<long_work>&) { std::this_thread::sleep_for(20ms); },
            [this](int) { quit(); }};
  }
  const char* name() const override { return "router"; }
};

handler_times::slowest of(const handler_times& times, handler h) {
  return times.last_minute()[static_cast<std::size_t>(h)];
}

}  // namespace
}  // namespace sluice::test::handler_times_test

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(sluice::test::handler_times_test::short_work)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(sluice::test::handler_times_test::long_work)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(sluice::batch<sluice::test::handler_times_test::long_work>)

namespace sluice::test::handler_times_test {

TEST_CASE("the longest message of the last minute is known, with its name, among all of them") {
  const auto times = fresh_times();
  {
    caf::actor_system_config config;
    caf::actor_system system{config};
    const auto who = system.spawn<timed<worker>>(times);
    for (int i = 0; i < 100; ++i) caf::anon_send(who, short_work{});
    caf::anon_send(who, batch<long_work>{});
    for (int i = 0; i < 100; ++i) caf::anon_send(who, short_work{});
    caf::anon_send(who, 1);
    system.await_all_actors_done();
  }
  const auto seen = of(*times, handler::router);
  CHECK(seen.took >= 15ms);
  CHECK(seen.took < 10s);
  CHECK(seen.message == "batch<test::handler_times_test::(anonymous namespace)::long_work>");
  CHECK(of(*times, handler::orders).message.empty());
}

TEST_CASE("an actor that nobody times does its work all the same") {
  caf::actor_system_config config;
  caf::actor_system system{config};
  const auto who = system.spawn<timed<worker>>(nullptr);
  caf::anon_send(who, short_work{});
  caf::anon_send(who, 1);
  system.await_all_actors_done();
}

TEST_CASE("whoever carries out an order is timed, under his own name") {
  const auto times = fresh_times();
  stage s;
  s.handlers = times;
  s.wechat->always = [](const channel_call& c) { return says(c, order::finding::paid); };
  s.open();
  s.ask(stage::order_request("A-1"));
  CHECK(s.last_order().detail == "paid");
  for (const auto h : {handler::front_desk, handler::merchants, handler::orders, handler::channel,
                       handler::log_writer, handler::router, handler::registrar}) {
    INFO(name_of(h));
    CHECK_FALSE(of(*times, h).message.empty());
  }
}

TEST_CASE("what counted a little apart took no time, and what is long over is forgotten") {
  const auto all = fresh_times();
  auto& times = *all;
  const auto now = count_of_processor();
  times.handled(handler::orders, now + 1000, now, &typeid(int));
  CHECK(of(times, handler::orders).took == 0ns);
  constexpr auto far = std::uint64_t{1} << 39U;  // minutes, on any machine
  if (now > far) times.handled(handler::people, now - far - (far >> 4U), now - far, &typeid(int));
  CHECK(of(times, handler::people).message.empty());
}

TEST_CASE("people are told the slowest first, and no more than they want") {
  handler_times::all some{};
  CHECK(words_of_slowest(some, 3).empty());
  const auto at = [&](handler h) -> auto& { return some[static_cast<std::size_t>(h)]; };
  at(handler::orders) = {1'250us, "batch<order_message>"};
  at(handler::log_writer) = {12'560us, "tick"};
  at(handler::channel) = {40us, "call"};
  CHECK(words_of_slowest(some, 2) ==
        "log_writer 12.5 ms (tick), orders 1.2 ms (batch<order_message>)");
  CHECK(words_of_slowest(some, 9) ==
        "log_writer 12.5 ms (tick), orders 1.2 ms (batch<order_message>), channel 0.0 ms (call)");
}

}  // namespace sluice::test::handler_times_test
