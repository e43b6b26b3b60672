/// A merchant's level by rules of the file: for its own orders, with an end, and never said to be a
/// person's.

#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::test::merchant_rules_test {
using namespace std::chrono_literals;
using merchant::limited_by;

namespace {

constexpr auto payout = business_type::payout;
const signed_by li{"li.wei", "the bank has called"};
using words = std::vector<std::string>;

const merchant::level_rule loud{
    .name = "loud",
    .when = merchant::level_cause::over_its_limits,
    .refusals = 2,
    .lasts = 10s,
    .to = merchant::level::refuse,
    .holds = 60s};
const merchant::level_rule shut{
    .name = "shut",
    .business_types = {payout},
    .when = merchant::level_cause::all_paths_open,
    .lasts = 30s,
    .to = merchant::level::accept_only,
    .holds = 60s};

/// m1 may send one payment code a second.
struct ruled : stage {
  explicit ruled(merchant::level_rules rules, std::shared_ptr<store::event_log> kept = nullptr)
      : stage(std::move(kept)) {
    settings.level_rules = std::move(rules);
    settings.merchants[0].limits[{code, limited_by::commands_per_second}] = 1;
    wechat->always = [](const channel_call& c) { return says(c, order::finding::paid); };
  }
  /// "taken", "held", or the code of the refusal.
  std::string send(const std::string& number, business_type type = code) {
    auto q = order_request(number);
    q.type = type;
    if (type == payout) q.payment_code = {};
    ask(q, reply_when::accepted);
    const auto* taken = std::get_if<order_view>(&answers.back());
    if (taken == nullptr) return std::string(name_of(last_refusal().code));
    return taken->detail == "held" ? "held" : "taken";
  }
  void be_loud() {
    for (const auto* number : {"L-1", "L-2", "L-3"}) send(number);
  }
  void force(channel::path_switch to) {
    ask(force_path{channel_id{"wechat"}, {.where = {}, .to = to, .who = li}});
  }
  merchant_view told_of_m1() {
    ask(get_merchant{m1});
    return std::get<merchant_view>(answers.back());
  }
};

}  // namespace

TEST_CASE("who is over its limits gets the rule's level, with an end, by no person") {
  ruled s({loud});
  s.open();
  CHECK(s.send("A-1") == "taken");
  CHECK(s.send("A-2") == "limit_exceeded");
  CHECK(s.send("A-3") == "limit_exceeded");
  s.advance(1s);
  CHECK(s.send("A-2") == "merchant_degraded");
  CHECK(s.events_of("order/m1/A-2").empty());
  CHECK(s.send("A-1") == "taken");  // a repeat
  const auto told = s.told_of_m1();
  CHECK(told.levels.at(code).to == merchant::level::refuse);
  CHECK(told.levels.at(code).until == s.clock->now() + 59s);
  CHECK(told.origins.back().name == "levels.payment_code");
  CHECK(told.origins.back().from.by == author::rule);
  CHECK(told.origins.back().from.reason == "rule loud");
  CHECK(told.origins.back().from.person.empty());
  s.advance(59s);
  CHECK(s.send("A-2") == "taken");
  CHECK(s.told_of_m1().levels.empty());
  CHECK(s.events_of("merchant/m1") ==
        words{"merchant_configured", "merchant_limited", "merchant_degraded"});
}

TEST_CASE("without a rule nobody gets a level by himself") {
  ruled s({});
  s.open();
  s.be_loud();
  s.advance(1s);
  CHECK(s.send("A-1") == "taken");
  CHECK(s.events_of("engine").empty());
}

TEST_CASE("a rule's level holds after a restart, and a person's word ends it") {
  auto log = std::make_shared<store::memory_event_log>();
  {
    ruled first({loud}, log);
    first.open();
    first.be_loud();
  }
  ruled s({loud}, log);
  s.open();
  CHECK(s.send("A-1") == "merchant_degraded");
  CHECK(s.events_of("engine") == words{"level_rules_configured"});
  s.ask(degrade_merchant{
      m1, {.type = code, .what = {.to = merchant::level::throttled, .per_second = 5}, .who = li}});
  s.advance(1s);
  CHECK(s.send("A-1") == "taken");
  CHECK(s.told_of_m1().origins.back().from.person == "li.wei");
}

TEST_CASE("where every path is open payouts are held, and begin when one is well again") {
  ruled s({shut});
  s.open();
  s.force(channel::path_switch::open);
  CHECK(s.send("P-1", payout) == "all_paths_open");
  s.advance(30s);
  CHECK(s.send("P-1", payout) == "all_paths_open");  // now it has lasted
  CHECK(s.send("P-1", payout) == "held");
  CHECK(s.send("A-1") == "all_paths_open");
  // As long as it lasts held orders say so, when they ask.
  s.advance(10min);
  CHECK(s.events_of("order/m1/P-1") == words{"order_accepted"});
  CHECK(s.send("P-2", payout) == "held");
  s.force(channel::path_switch::automatic);
  s.advance(2min);
  CHECK(s.events_of("order/m1/P-1").size() == 4);
  CHECK(s.events_of("order/m1/P-2").size() == 4);
  CHECK(s.told_of_m1().levels.empty());
}

TEST_CASE("payouts that a rule holds are those that show whether a path is well again") {
  auto for_long = shut;
  for_long.holds = 1h;
  ruled s({for_long});
  s.open();
  s.wechat->always = [](const channel_call& c) {
    return unknown_answer(c, order::source::pay_answer, "silent");
  };
  for (int i = 0; i < 20; ++i) s.send("D-" + std::to_string(i), payout);
  // Now and then one is let in to see whether it is well again, and finds that it is not.
  std::string held;
  for (int i = 0; i < 60 && held.empty(); ++i) {
    s.advance(1s);
    const auto number = "P-" + std::to_string(i);
    if (s.send(number, payout) == "held") held = number;
  }
  REQUIRE_FALSE(held.empty());
  s.wechat->always = [](const channel_call& c) { return says(c, order::finding::paid); };
  s.advance(2min);
  CHECK(s.events_of("order/m1/" + held).size() == 4);
  CHECK(s.told_of_m1().levels.contains(payout));
}

TEST_CASE("what a person holds waits for that person, whatever rules there are") {
  ruled s({shut});
  s.open();
  s.ask(degrade_merchant{
      m1, {.type = payout, .what = {.to = merchant::level::accept_only}, .who = li}});
  CHECK(s.send("P-1", payout) == "held");
  s.advance(2min);
  CHECK(s.events_of("order/m1/P-1") == words{"order_accepted"});
}

TEST_CASE("a held order waits for its path, whoever wanted it held") {
  ruled s({});
  s.open();
  s.ask(degrade_merchant{
      m1, {.type = payout, .what = {.to = merchant::level::accept_only}, .who = li}});
  s.force(channel::path_switch::open);
  CHECK(s.send("P-1", payout) == "held");
  s.ask(degrade_merchant{m1, {.type = payout, .what = {}, .who = li}});
  s.advance(2min);
  CHECK(s.events_of("order/m1/P-1") == words{"order_accepted"});
  s.force(channel::path_switch::automatic);
  s.advance(31s);
  CHECK(s.events_of("order/m1/P-1").size() == 4);
}

namespace {

class one_file final : public configuration_port {
 public:
  std::variant<reading, fault> read() override { return says; }
  void taken_over() override {}
  reading says{};
};

}  // namespace

TEST_CASE("a reload changes the rules, and says when that is durable") {
  ruled s({loud});
  const auto file = std::make_shared<one_file>();
  s.file = file;
  s.open();
  file->says = {
      .file = "made.toml",
      .channels = s.settings.channels,
      .merchants = s.settings.merchants,
      .routing = s.settings.routing,
      .level_rules = {},
      .access = *s.declared,
      .changed = {},
      .needs_restart = {}};
  s.ask(reload_configuration{li});
  CHECK(std::holds_alternative<reload_view>(s.answers.back()));
  CHECK(s.events_of("engine") == words{"level_rules_configured", "level_rules_configured"});
  s.be_loud();
  s.advance(1s);
  CHECK(s.send("A-1") == "taken");
}

}  // namespace sluice::test::merchant_rules_test
