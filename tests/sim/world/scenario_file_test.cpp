#include "sim/world/plan.hpp"
#include "tests/catch.hpp"

namespace sluice::test::scenario_file_test {
using namespace sluice::sim;

namespace {

scenario good(const std::string& text) {
  auto got = read_scenario(text, "folder/some_name.toml");
  if (const auto* const faults = std::get_if<std::string>(&got)) FAIL(*faults);
  return std::get<scenario>(got);
}

std::string faults(const std::string& text) {
  const auto got = read_scenario(text, "bad.toml");
  const auto* const out = std::get_if<std::string>(&got);
  return out == nullptr ? "" : *out;
}

std::string fault_in(const std::string& line) { return faults("description = \"d\"\n" + line); }

ppm rate(const scenario& s, hazard h) { return s.rates[static_cast<std::size_t>(h)]; }

}  // namespace

TEST_CASE("a scenario that only describes itself has everything as usual") {
  const auto s = good("description = \"d\"");
  const auto usual = usual_scenario();
  CHECK(s.name == "some_name");
  CHECK(s.description == "d");
  CHECK(s.swarm);
  CHECK_FALSE(s.order_of_steps);
  CHECK_FALSE(s.publishes);
  CHECK(s.rates == usual.rates);
  CHECK(s.orders == usual.orders);
  CHECK(s.mix == usual.mix);
  CHECK(s.channels.empty());
  CHECK(s.max_in_flight.most == usual.max_in_flight.most);
}

TEST_CASE("everything that may be written is read") {
  const auto s = good(R"(
description = "d"
swarm = false
order_of_steps = "newest_first"
publishes = false
[hazards]
all = 0.5
crash = 0.25
outage = 1
answer_lost = 0.000001
[workload]
orders = 7
arrive_within_seconds = [2, 30]
merchants = 5
payment_code = 0
quick_pay = 1
payout = 2
[engine]
max_in_flight = 3
queue_deadline_ms = [100, 200]
[order_create]
per_second = 3
burst = 4
max_in_flight = 5
[[channel]]
name = "bank"
business_types = ["quick_pay", "payout"]
notifies = true
healthy = true
latency_ms = [10, 20]
[[channel]]
name = "till"
reaches = "alipay"
business_types = ["payment_code"]
[[outage]]
channel = "bank"
from_seconds = 60
lasts_seconds = 5
[[outage]]
channel = "till"
path = "debit_card/icbc"
slow = true
lasts_seconds = 5
times = 3
every_seconds = 20
[[rush]]
merchant = 5
percent = 300
from_seconds = 1
lasts_seconds = 2
[[rush]]
percent = 1
lasts_seconds = 2
[[quota]]
merchant = 2
business_type = "payout"
commands_per_second = 3
orders_in_flight = 4
amount_per_day = 9
[[host]]
name = "api.example"
channels = ["till"]
exit_address = "192.0.2.7"
max_in_flight = 7
calls_per_second = 8
connections_per_second = 9
[[path]]
channel = "till"
path = "debit_card"
max_in_flight = 5
calls_per_second = 6
)");
  CHECK_FALSE(s.swarm);
  CHECK(s.order_of_steps == scheduling::newest_first);
  CHECK(s.publishes == false);
  CHECK(rate(s, hazard::declined) == rate(usual_scenario(), hazard::declined) / 2);
  CHECK(rate(s, hazard::crash) == 250'000);
  CHECK(rate(s, hazard::outage) == always);
  CHECK(rate(s, hazard::answer_lost) == 1);
  CHECK(s.orders == 7);
  CHECK(s.arrive_within_ms.least == 2000);
  CHECK(s.arrive_within_ms.most == 30'000);
  CHECK(s.merchants == 5);
  CHECK(s.mix[0] == 0);
  CHECK(s.mix[1] == 1);
  CHECK(s.mix[2] == 2);
  CHECK(s.max_in_flight.least == 3);
  CHECK(s.max_in_flight.most == 3);
  CHECK(s.queue_deadline_ms.least == 100);
  CHECK(s.queue_deadline_ms.most == 200);
  REQUIRE(s.channels.size() == 2);
  CHECK(s.channels[0].name == "bank");
  CHECK(s.channels[0].notifies);
  CHECK(s.channels[0].healthy);
  CHECK(s.channels[0].latency_most == millis{20});
  CHECK(s.channels[1].reaches == wallet::alipay);
  CHECK(s.channels[1].business_types == std::vector{business_type::payment_code});
  REQUIRE(s.outages.size() == 2);
  CHECK(s.outages[0].channel == "bank");
  CHECK(s.outages[0].from == millis{60'000});
  CHECK(s.outages[0].lasts == millis{5000});
  CHECK(s.outages[0].path.empty());
  CHECK_FALSE(s.outages[0].slow);
  CHECK(s.outages[0].times == 1);
  CHECK(s.outages[1].path == "debit_card/icbc");
  CHECK(s.outages[1].slow);
  CHECK(s.outages[1].times == 3);
  CHECK(s.outages[1].every == millis{20'000});
  REQUIRE(s.rushes.size() == 2);
  CHECK(s.rushes[0].merchant == 5);
  CHECK(s.rushes[0].percent == 300);
  CHECK(s.rushes[0].from == millis{1000});
  CHECK(s.rushes[0].lasts == millis{2000});
  CHECK(s.rushes[1].merchant == 0);
  REQUIRE(s.quotas.size() == 1);
  CHECK(s.quotas[0].merchant == 2);
  CHECK(s.quotas[0].type == business_type::payout);
  CHECK(s.quotas[0].commands_per_second == 3);
  CHECK(s.quotas[0].orders_in_flight == 4);
  CHECK(s.quotas[0].amount_per_day == 9);
  REQUIRE(s.paths.size() == 1);
  CHECK(s.paths[0].channel == "till");
  CHECK(s.paths[0].path == "debit_card");
  CHECK(s.paths[0].max_in_flight == 5);
  CHECK(s.paths[0].calls_per_second == 6);
  REQUIRE(s.hosts.size() == 1);
  CHECK(s.hosts[0].name == "api.example");
  CHECK(s.hosts[0].channels == std::vector<std::string>{"till"});
  CHECK(s.hosts[0].max_in_flight == 7);
  CHECK(s.hosts[0].exit_address == "192.0.2.7");
  CHECK(s.hosts[0].calls_per_second == 8);
  CHECK(s.hosts[0].connections_per_second == 9);
  CHECK(s.order_create ==
        overload::endpoint_limits{.per_second = 3, .burst = 4, .max_in_flight = 5});
}

TEST_CASE("limits and rushes become a part of the plan") {
  auto s = usual_scenario();
  s.orders = 10;
  s.rushes = {{.merchant = 1, .percent = 250, .lasts = millis{1000}}};
  s.quotas = {{.merchant = 2, .type = business_type::payout, .orders_in_flight = 4}};
  s.paths = {{.channel = "bank", .path = "debit_card", .max_in_flight = 5}};
  s.hosts = {{.name = "api.example",
              .exit_address = "192.0.2.7",
              .channels = {"bank"},
              .max_in_flight = 6,
              .connections_per_second = 2}};
  s.order_create = {.per_second = 3};
  CHECK(orders_of(s.rushes[0], s.orders) == 25);
  const auto p = draw_plan(s, 1);
  CHECK(p.rushes.size() == 1);
  CHECK(p.engine.merchants[0].limits.empty());
  CHECK(
      p.engine.merchants[1].limits ==
      merchant::limit_values{{{business_type::payout, merchant::limited_by::orders_in_flight}, 4}});
  for (const auto& c : p.engine.channels)
    CHECK(c.paths.size() == (c.id == channel_id{"bank"} ? 1U : 0U));
  for (const auto& c : p.engine.channels) CHECK(c.host.has_value() == (c.id == channel_id{"bank"}));
  REQUIRE(p.engine.hosts.size() == 1);
  CHECK(p.engine.hosts[0].of == channel::called_host{"api.example", "192.0.2.7"});
  CHECK(p.engine.hosts[0].limits ==
        channel::host_limits{.max_in_flight = 6, .connections_per_second = 2});
  CHECK(p.engine.endpoints ==
        std::map<std::string, overload::endpoint_limits>{{"order.create", {.per_second = 3}}});
}

TEST_CASE("rushes, quotas and paths are of merchants and channels that there are") {
  CHECK(fault_in("[[rush]]\nmerchant = 4\npercent = 5\nlasts_seconds = 1") ==
        "bad.toml:3: merchant in [[rush]] is 4; allowed is a whole number from 1 to 3");
  CHECK(fault_in("[[rush]]\nlasts_seconds = 1") ==
        "bad.toml:2: percent in [[rush]] is missing; it takes a whole number");
  CHECK(fault_in("[[quota]]\nmerchant = 0\nbusiness_type = \"payout\"") ==
        "bad.toml:3: merchant in [[quota]] is 0; allowed is a whole number from 1 to 3");
  CHECK(fault_in("[[quota]]\nmerchant = 1") ==
        "bad.toml:2: business_type in [[quota]] is missing; it takes one of payment_code, "
        "quick_pay, payout, native_qr, jsapi, app, h5, ebank, enterprise_ebank, "
        "preauthorization, top_up");
  CHECK(fault_in("[[path]]\nchannel = \"bnak\"\npath = \"balance\"") ==
        "bad.toml:3: channel in [[path]] is \"bnak\"; did you mean \"bank\"? (allowed: "
        "wechat_a, wechat_b, alipay, wechat_apps, bank, clearing)");
  CHECK(fault_in("[[path]]\nchannel = \"bank\"").find("path in [[path]] is missing") !=
        std::string::npos);
}

TEST_CASE("where everybody has room no path has a limit") {
  CHECK(fault_in("[[channel]]\nname = \"a\"\nreaches = \"wechat\"\nhealthy = true\n"
                 "business_types = [\"payment_code\", \"quick_pay\", \"payout\"]\n"
                 "[[channel]]\nname = \"b\"\nreaches = \"alipay\"\n"
                 "business_types = [\"payment_code\"]\n"
                 "[[path]]\nchannel = \"a\"\npath = \"balance\"\nmax_in_flight = 1") ==
        "bad.toml:12: channel in [[path]] is healthy, so that no limit holds there");
}

TEST_CASE("what cannot be understood is told with its line") {
  CHECK(faults("swarm = true\n") ==
        "bad.toml:1: description is missing; it takes a sentence that says what the scenario "
        "provokes");
  CHECK(faults("description = \n").rfind("bad.toml:1: ", 0) == 0);
  CHECK(fault_in("swam = true") ==
        "bad.toml:2: unknown key \"swam\"; did you mean \"swarm\"? (allowed: description, swarm, "
        "order_of_steps, publishes, asks_risk, hazards, workload, engine, order_create, "
        "channel, outage, rush, quota, path, host)");
  CHECK(fault_in("swarm = 1") == "bad.toml:2: swarm is 1; allowed is true or false");
  CHECK(fault_in("order_of_steps = \"oldest\"") ==
        "bad.toml:2: order_of_steps is \"oldest\" (allowed: any, oldest_first, newest_first)");
  CHECK(fault_in("[workload]\norders = 0") ==
        "bad.toml:3: orders in [workload] is 0; allowed is a whole number from 1 to 1000000");
  CHECK(fault_in("[engine]\nmax_in_flight = [5, 4]") ==
        "bad.toml:3: max_in_flight in [engine] is a list; allowed is a whole number from 1 to "
        "1000000, or two of them as [least, most]");
  CHECK(fault_in("hazards = 3") == "bad.toml:2: hazards is 3; allowed is a table [hazards]");
  CHECK(fault_in("[channel]\nname = \"a\"")
            .rfind("bad.toml:2: channel is a table; allowed is tables [[channel]]", 0) == 0);
}

TEST_CASE("an unknown hazard gets a suggestion, a wrong rate is told what is allowed") {
  const auto typo = fault_in("[hazards]\nanswer_lots = 0.1");
  CHECK(typo.rfind("bad.toml:3: unknown key \"answer_lots\" in [hazards]; did you mean "
                   "\"answer_lost\"? (allowed: all, connection_refused, ",
                   0) == 0);
  for (const std::string wrong : {"1.5", "-0.1", "1e-07", "nan"})
    CHECK(fault_in("[hazards]\ncrash = " + wrong) ==
          "bad.toml:3: crash in [hazards] is " + wrong +
              "; allowed is a number from 0 to 1 with up to six decimals");
}

TEST_CASE("all faults of a file are told, in the order of their lines") {
  CHECK(faults("[workload]\norders = -1\nmerchants = \"three\"\n[engine]\nmax_stash = 3") ==
        "bad.toml:1: description is missing; it takes a sentence that says what the scenario "
        "provokes\n"
        "bad.toml:2: orders in [workload] is -1; allowed is a whole number from 1 to 1000000\n"
        "bad.toml:3: merchants in [workload] is \"three\"; allowed is a whole number from 1 to "
        "1000\n"
        "bad.toml:5: unknown key \"max_stash\" in [engine] (allowed: max_in_flight, "
        "queue_capacity, queue_deadline_ms, calls_per_second, refund_give_up_seconds, "
        "idle_before_passivation_ms, max_concurrent_recoveries, max_stash_per_order)");
}

TEST_CASE("an outage of a path names one, and one that comes again says how often") {
  CHECK(fault_in("[[outage]]\nchannel = \"bank\"\npath = \"ICBC\"\nlasts_seconds = 3")
            .find("path in [[outage]] is no path; it takes a method such as debit_card") !=
        std::string::npos);
  CHECK(fault_in("[[outage]]\nchannel = \"bank\"\ntimes = 2\nlasts_seconds = 3")
            .find("every_seconds says from one beginning to the next") != std::string::npos);
}

TEST_CASE("an outage names a channel that is there") {
  CHECK(fault_in("[[outage]]\nchannel = \"wechat\"\nlasts_seconds = 3") ==
        "bad.toml:3: channel in [[outage]] is \"wechat\"; did you mean \"wechat_a\"? (allowed: "
        "wechat_a, wechat_b, alipay, wechat_apps, bank, clearing)");
}

TEST_CASE("an order that no channel would take is a fault of the scenario") {
  CHECK(fault_in("[[channel]]\nname = \"a\"\nreaches = \"wechat\"\n"
                 "business_types = [\"payment_code\", \"quick_pay\", \"payout\"]") ==
        "bad.toml:2: channel takes no payment_code of alipay, which [workload] asks for");
}

TEST_CASE("a scenario that was written is read as the same") {
  for (const auto& shipped : shipped_scenarios()) {
    CAPTURE(shipped.name);
    const auto once = std::get<scenario>(read_scenario(shipped.text, shipped.name));
    const auto text = to_toml(once);
    const auto again = std::get<scenario>(read_scenario(text, shipped.name));
    CHECK(to_toml(again) == text);
    CHECK(again.rates == once.rates);
    CHECK(again.description == once.description);
  }
}

TEST_CASE("texts with quotes and controls survive") {
  auto s = usual_scenario();
  s.description = "a \"b\" \\ c\nd\x01";
  CHECK(good(to_toml(s)).description == s.description);
}

TEST_CASE("a pinned scenario draws the plan of the scenario it comes from") {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const auto from = usual_scenario();
    const auto small = good(to_toml(pinned(from, seed)));
    const auto a = draw_plan(from, seed);
    const auto b = draw_plan(small, seed);
    CHECK(a.rates == b.rates);
    CHECK(a.order_of_steps == b.order_of_steps);
    CHECK(a.publishes == b.publishes);
    CHECK(a.arrive_within == b.arrive_within);
    CHECK(a.engine.max_stash_per_order == b.engine.max_stash_per_order);
    CHECK(a.engine.channels[0].limits.max_in_flight == b.engine.channels[0].limits.max_in_flight);
    CHECK(a.channels[4].latency_most == b.channels[4].latency_most);
    auto rest_a = a.rest;
    auto rest_b = b.rest;
    CHECK(rest_a.next() == rest_b.next());
  }
}

}  // namespace sluice::test::scenario_file_test
