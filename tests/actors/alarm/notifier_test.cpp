/// Notices on their way to people, by made-up receivers: which fail, are silent, are slow.

#include "actors/alarm/notifier_actor.hpp"

#include "base/overloaded.hpp"
#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::test::notifier_test {
using namespace std::chrono_literals;

namespace {

using numbers = std::vector<std::uint64_t>;

/// Does with each message what the test says, and keeps it.
class made_up_receivers final : public receiver_port {
 public:
  void send(const std::string& receiver, receiver_message what, on_answer heard) noexcept override {
    tried[receiver].push_back(what);
    const auto how = does.contains(receiver) ? does[receiver] : manner::takes;
    switch (how) {
      case manner::takes: took[receiver].push_back(what); return heard({.is_delivered = true});
      case manner::fails: return heard({.why = "is not there"});
      case manner::is_silent: return;
      case manner::is_slow: held.emplace_back(receiver, std::move(heard)); return;
    }
  }
  enum class manner : std::uint8_t { takes, fails, is_silent, is_slow };
  std::map<std::string, manner> does;
  std::map<std::string, std::vector<receiver_message>> tried, took;
  std::vector<std::pair<std::string, on_answer>> held;
};

class kept_beats final : public heartbeat_port {
 public:
  void beat(const heartbeat& now) noexcept override { all.push_back(now); }
  std::vector<heartbeat> all;
};

alarm::notice notice_of(std::uint64_t number, std::string key = "wechat",
                        alarm::step why = alarm::step::fired, std::uint32_t nth = 1) {
  return {.alarm = number,
          .nth = nth,
          .what = alarm::kind::network_channel,
          .key = std::move(key),
          .why = why,
          .at = instant{millis{1'800'000'000'000}}};
}

class notifier_stage {
 public:
  explicit notifier_stage(
      std::vector<alarm::receiver> receivers = {{.name = "chat"}, {.name = "mail"}},
      std::shared_ptr<heartbeat_port> heart = nullptr)
      : counts(std::make_shared<notice_counts>(receivers)) {
    clock->caf_clock = &scheduler().clock();
    *alarms = system.spawn([this](caf::event_based_actor* self) -> caf::behavior {
      return {[this](const receiver_turned& t) {
                // That one works which had not failed is news after a restart only.
                if (t.fails || std::ranges::any_of(turned, [&](const auto& before) {
                      return before.receiver == t.receiver;
                    }))
                  turned.push_back(t);
              },
              [self](const stop_now&) { self->quit(); }};
    });
    notifier = system.spawn<notifier_actor>(notifier_actor::needs{
        .receivers = std::move(receivers),
        .port = port,
        .heartbeat = std::move(heart),
        .counts = counts,
        .log = std::make_shared<store::memory_event_log>(),
        .clock = clock,
        .tells = told,
        .alarms = alarms,
        .last = {told, [](const std::string& why) { FAIL(why); }}});
    run();
  }
  ~notifier_stage() {
    for (const auto& who : {notifier, *alarms}) caf::anon_send(who, stop_now{});
    run();
    *alarms = nullptr;
    port->held.clear();
    while (scheduler().clock().trigger_timeout()) run();
  }
  void run() {
    while (scheduler().has_job()) scheduler().run_once();
  }
  void advance(millis by) {
    auto& virtual_clock = scheduler().clock();
    const auto until = virtual_clock.now() + by;
    for (;;) {
      run();
      const auto& timers = virtual_clock.schedule();
      if (timers.empty() || timers.begin()->first > until) break;
      virtual_clock.trigger_timeout();
    }
    virtual_clock.current_time = until;
    run();
  }
  void tell(std::vector<alarm::notice> all) {
    caf::anon_send(notifier, notices_due{std::move(all)});
    run();
  }
  /// Which alarms this receiver has taken word of, in digests, too.
  [[nodiscard]] numbers told_to(const std::string& receiver) const {
    numbers out;
    if (const auto all = port->took.find(receiver); all != port->took.end())
      for (const auto& m : all->second)
        std::visit(overloaded{[&](const alarm::notice& n) { out.push_back(n.alarm); },
                              [&](const alarm::digest& d) {
                                for (const auto& n : d.told) out.push_back(n.alarm);
                              }},
                   m.what);
    return out;
  }
  [[nodiscard]] std::uint64_t counted(const std::string& who, notice_outcome how) const {
    return counts->now().at(who)[static_cast<std::size_t>(how)];
  }
  caf::scheduler::test_coordinator& scheduler() {
    return dynamic_cast<caf::scheduler::test_coordinator&>(system.scheduler());
  }

  testing_scheduler config;
  caf::actor_system system{config};
  std::shared_ptr<stage_clock> clock = std::make_shared<stage_clock>();
  std::shared_ptr<made_up_receivers> port = std::make_shared<made_up_receivers>();
  std::shared_ptr<remembering_observer> told = std::make_shared<remembering_observer>();
  std::shared_ptr<notice_counts> counts;
  std::shared_ptr<caf::actor> alarms = std::make_shared<caf::actor>();
  std::vector<receiver_turned> turned;
  caf::actor notifier;
};

using manner = made_up_receivers::manner;

}  // namespace

TEST_CASE("every receiver hears of each notice at once, in order") {
  notifier_stage s;
  s.tell({notice_of(1), notice_of(2)});
  CHECK(s.told_to("chat") == numbers{1, 2});
  CHECK(s.told_to("mail") == numbers{1, 2});
  CHECK(s.counted("mail", notice_outcome::delivered) == 2);
  CHECK(s.counted("mail", notice_outcome::failed) == 0);
}

TEST_CASE("a receiver hears only of what the file says that it wants") {
  notifier_stage s({{.name = "chat", .only = {alarm::kind::volume}}, {.name = "mail"}});
  s.tell({notice_of(1)});
  CHECK(s.told_to("chat").empty());
  CHECK(s.told_to("mail") == numbers{1});
}

TEST_CASE("an alarm's messages answer its first one, and every try has the same id") {
  notifier_stage s({{.name = "mail"}});
  s.port->does["mail"] = manner::fails;
  s.tell({notice_of(7)});
  s.advance(1s);
  s.port->does["mail"] = manner::takes;
  s.tell({notice_of(7, "wechat", alarm::step::recovered, 2)});
  s.advance(10s);
  const auto& tried = s.port->tried["mail"];
  REQUIRE(tried.size() == 4);
  for (int i = 0; i < 3; ++i) CHECK(tried[i].id == "alarm-7");
  CHECK(tried[0].answers.empty());
  CHECK(tried[3].id == "alarm-7.2.1800000000000");
  CHECK(tried[3].answers == "alarm-7");
}

TEST_CASE("a receiver that fails delays no other, hears all later, and is told of by the others") {
  notifier_stage s;
  s.port->does["mail"] = manner::fails;
  s.tell({notice_of(1), notice_of(2)});
  CHECK(s.told_to("chat") == numbers{1, 2});
  CHECK(s.turned.empty());
  s.advance(10s);
  REQUIRE(s.turned.size() == 1);
  CHECK(s.turned[0].receiver == "mail");
  CHECK(s.turned[0].fails);
  CHECK(s.turned[0].why == "is not there");
  CHECK(s.told->last("alarm_receiver_fails") == "warning receiver=mail");
  auto about = notice_of(3, "mail");
  about.what = alarm::kind::receiver_failing;
  s.tell({about});
  CHECK(s.told_to("chat") == numbers{1, 2, 3});
  s.advance(600s);
  CHECK(s.turned.size() == 1);
  s.port->does["mail"] = manner::takes;
  s.advance(61s);
  CHECK(s.told_to("mail") == numbers{1, 2});
  REQUIRE(s.turned.size() == 2);
  CHECK_FALSE(s.turned[1].fails);
  CHECK(s.told->count("alarm_receiver_works_again") == 1);
  CHECK(s.counted("mail", notice_outcome::failed) >= 5);
}

TEST_CASE("a receiver that never answers has failed after 45 s; a late answer counts for nothing") {
  notifier_stage s({{.name = "mail"}});
  s.port->does["mail"] = manner::is_silent;
  s.tell({notice_of(1)});
  s.advance(44s);
  CHECK(s.counted("mail", notice_outcome::failed) == 0);
  s.port->does["mail"] = manner::is_slow;
  s.advance(3s);
  CHECK(s.counted("mail", notice_outcome::failed) == 1);
  REQUIRE(s.port->held.size() == 1);
  s.advance(50s);
  REQUIRE(s.port->held.size() == 2);
  s.port->held[0].second({.is_delivered = true});
  s.run();
  CHECK(s.counted("mail", notice_outcome::delivered) == 0);
  s.port->held[1].second({.is_delivered = true});
  s.run();
  CHECK(s.counted("mail", notice_outcome::delivered) == 1);
}

TEST_CASE("to a slow receiver one message is on its way at a time") {
  notifier_stage s({{.name = "mail"}});
  s.port->does["mail"] = manner::is_slow;
  s.tell({notice_of(1), notice_of(2)});
  s.advance(20s);
  CHECK(s.port->tried["mail"].size() == 1);
  s.port->held[0].second({.is_delivered = true});
  s.run();
  CHECK(s.port->tried["mail"].size() == 2);
}

TEST_CASE("what is beyond the limit comes as one digest, and what has no room is counted") {
  notifier_stage s({{.name = "mail"}});
  std::vector<alarm::notice> storm;
  for (std::uint64_t n = 1; n <= 300; ++n) storm.push_back(notice_of(n));
  s.tell(storm);
  REQUIRE(s.port->took["mail"].size() == 1);
  const auto& all = std::get<alarm::digest>(s.port->took["mail"][0].what);
  CHECK(all.told.size() == 256);
  CHECK(all.more == 44);
  CHECK(s.port->took["mail"][0].id == "digest-mail.1.1800000000000");
  CHECK(s.counted("mail", notice_outcome::digested) == 256);
  CHECK(s.counted("mail", notice_outcome::dropped) == 44);
}

TEST_CASE("in an hour with a receiver that fails in every way everybody hears everything") {
  notifier_stage s({{.name = "chat"}, {.name = "mail"}, {.name = "bus"}});
  constexpr std::array ways{manner::takes, manner::fails, manner::is_silent, manner::is_slow};
  numbers all;
  for (std::uint64_t n = 1; n <= 360; ++n) {
    s.port->does["mail"] = ways[n / 7 % ways.size()];
    s.tell({notice_of(n)});
    all.push_back(n);
    CHECK(s.told_to("bus").size() == n);
    s.advance(10s);
    for (auto& [who, heard] : std::exchange(s.port->held, {})) heard({.is_delivered = n % 2 == 0});
  }
  s.port->does["mail"] = manner::takes;
  s.advance(300s);
  CHECK(s.told_to("chat") == all);
  CHECK(s.told_to("bus") == all);
  std::size_t heard = 0;
  for (const auto& tried : s.port->tried["mail"])
    if (const auto* d = std::get_if<alarm::digest>(&tried.what)) heard += d->told.size();
  CHECK(heard > 0);
  CHECK(
      s.counted("mail", notice_outcome::delivered) + s.counted("mail", notice_outcome::digested) ==
      all.size());
}

TEST_CASE("the outside hears every ten seconds that the engine lives, and how much fires") {
  const auto heart = std::make_shared<kept_beats>();
  notifier_stage s({}, heart);
  REQUIRE(heart->all.size() == 1);
  caf::anon_send(s.notifier, alarms_firing{3});
  s.advance(30s);
  REQUIRE(heart->all.size() == 4);
  CHECK(heart->all[3].at - heart->all[2].at == 10s);
  CHECK(heart->all[3].firing == 3);
  CHECK(heart->all[3].position == 0);
}

}  // namespace sluice::test::notifier_test
