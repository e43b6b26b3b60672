/// At accept only a payout is durable and answered, and begins when its merchant's level lets it.

#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::test::held_order_test {
using namespace std::chrono_literals;

namespace {

constexpr auto payout = business_type::payout;
const channel_id usual{"wechat"}, spare{"spare"};
using words = std::vector<std::string>;
const words only_accepted{"order_accepted"};
const words paid_elsewhere{
    "order_accepted", "route_renewed", "attempt_started", "attempt_succeeded", "order_paid"};
const words paid{"order_accepted", "attempt_started", "attempt_succeeded", "order_paid"};

create_order payout_request(const std::string& number) {
  auto q = stage::order_request(number);
  q.type = payout;
  q.payment_code = {};
  return q;
}

struct held_stage : stage {
  explicit held_stage(std::shared_ptr<store::event_log> kept = nullptr) : stage(std::move(kept)) {
    for (auto& c : settings.channels) {
      c.business_types.push_back(payout);
      c.timing[payout] = {};
    }
    settings.merchants[0].business_types.push_back(payout);
    auto second = settings.channels[0];
    second.id = spare;
    settings.channels.push_back(second);
    settings.merchants[0].channels.push_back(spare);
    wechat->always = [](const channel_call& c) { return says(c, order::finding::paid); };
  }
  void forbid(const channel_id& channel) {
    ask(change_routing{{routing::rule_set{{.name = "not_" + channel.value(), .never = {channel}}},
                        {"li.wei", "their bank is down"}}});
  }
  void allow(const channel_id& channel) {
    ask(change_routing{
        {routing::rule_dropped{"not_" + channel.value()}, {"li.wei", "it is well again"}}});
  }
  void degrade(merchant::level_wish what) {
    ask(degrade_merchant{m1, {.type = payout, .what = what, .who = {"li.wei", "why not"}}});
  }
  void hold(const std::string& number, std::optional<instant> not_after = {}) {
    auto q = payout_request(number);
    q.not_after = not_after;
    ask(q, reply_when::accepted);
    CHECK(last_order().detail == "held");
    CHECK(last_order().state == "processing");
  }
  [[nodiscard]] words of(const std::string& number) const {
    return events_of("order/m1/" + number);
  }
  [[nodiscard]] std::string channel_of(const std::string& number) {
    ask(get_order{{m1, order_no{number}}});
    return last_order().channel;
  }
};

}  // namespace

TEST_CASE("a held payout begins when the level ends by itself, and a repeat hears of it before") {
  held_stage s;
  s.open();
  s.degrade({.to = merchant::level::accept_only, .until = s.clock->now() + 1min});
  s.hold("P-1");
  s.hold("P-1");
  s.advance(59s);
  CHECK(s.of("P-1") == only_accepted);
  CHECK(s.wechat->started[operation::pay] == 0);
  s.advance(31s);
  CHECK(s.of("P-1") == paid);
  CHECK(s.wechat->started[operation::pay] == 1);
}

TEST_CASE("a held payout begins after a restart") {
  auto log = std::make_shared<store::memory_event_log>();
  {
    held_stage first{log};
    first.open();
    first.degrade({.to = merchant::level::accept_only});
    first.hold("P-1");
  }
  held_stage s{log};
  s.open();
  s.advance(1min);
  CHECK(s.of("P-1") == only_accepted);
  s.degrade({.to = merchant::level::normal});
  s.advance(31s);
  CHECK(s.of("P-1") == paid);
}

TEST_CASE("a payout that would be held is told as possible, whatever channels are up to now") {
  held_stage s;
  for (auto& c : s.settings.channels) c.limits.enabled = false;
  s.open();
  const auto is_up = [&] {
    s.ask(list_methods{m1, {1250, currency::cny}});
    const auto& all = std::get<method_list>(s.answers.back()).all;
    return std::any_of(
        all.begin(), all.end(), [](const auto& m) { return m.type == payout && !m.why_not; });
  };
  CHECK_FALSE(is_up());
  s.degrade({.to = merchant::level::accept_only});
  CHECK(is_up());
}

TEST_CASE("a held payout whose time is over fails, and was never sent") {
  held_stage s;
  s.open();
  s.degrade({.to = merchant::level::accept_only});
  s.hold("P-1", s.clock->now() + 10s);
  s.advance(45s);
  CHECK(s.of("P-1") == words{"order_accepted", "order_failed"});
  CHECK(s.wechat->started[operation::pay] == 0);
}

TEST_CASE("rules that were made while a payout was held hold for it") {
  held_stage s;
  s.open();
  s.degrade({.to = merchant::level::accept_only});
  s.hold("P-1");
  s.forbid(usual);
  s.degrade({.to = merchant::level::normal});
  s.advance(31s);
  CHECK(s.of("P-1") == paid_elsewhere);
  CHECK(s.channel_of("P-1") == spare.value());
}

TEST_CASE("a payout to which the rules leave nothing stays held until they do") {
  held_stage s;
  s.open();
  s.degrade({.to = merchant::level::accept_only});
  s.hold("P-1");
  s.forbid(usual);
  s.forbid(spare);
  s.degrade({.to = merchant::level::normal});
  s.advance(1min);
  CHECK(s.of("P-1") == only_accepted);
  s.allow(usual);
  s.advance(31s);
  CHECK(s.of("P-1") == paid_elsewhere);  // without the spare one
  CHECK(s.channel_of("P-1") == usual.value());
}

TEST_CASE("a held payout goes to the channel that its request names, or nowhere") {
  held_stage s;
  s.open();
  s.degrade({.to = merchant::level::accept_only});
  auto q = payout_request("P-1");
  q.channel = usual;
  s.ask(q, reply_when::accepted);
  s.forbid(usual);
  s.degrade({.to = merchant::level::normal});
  s.advance(1min);
  CHECK(s.of("P-1") == only_accepted);
}

TEST_CASE("a throttled merchant's held payouts begin so many a second") {
  held_stage s;
  s.open();
  s.degrade({.to = merchant::level::accept_only});
  for (const auto* number : {"P-1", "P-2", "P-3"}) s.hold(number);
  s.degrade({.to = merchant::level::throttled, .per_second = 1});
  s.advance(1s);
  CHECK(s.wechat->started[operation::pay] == 1);
  s.advance(2min);
  CHECK(s.wechat->started[operation::pay] == 3);
}

TEST_CASE("a held payout is taken back before it has been anywhere") {
  held_stage s;
  s.open();
  s.degrade({.to = merchant::level::accept_only});
  s.hold("P-1");
  s.ask(revoke_order{{m1, order_no{"P-1"}}});
  CHECK(s.last_order().state == "failed");
  CHECK(s.last_order().code == "not_started");
  CHECK(s.wechat->started[operation::pay] == 0);
}

}  // namespace sluice::test::held_order_test
