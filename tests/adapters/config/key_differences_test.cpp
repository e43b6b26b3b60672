#include "adapters/config/key_differences.hpp"

#include "tests/catch.hpp"

namespace sluice::test::key_differences_test {
namespace {

using keys = std::vector<std::string>;

const std::string started = R"(
data_dir = "a"
[nats]
url = "nats://one"
[channels.wechat]
base_url = "https://one"
business_types = ["payment_code"]
[channels.wechat.limits]
max_in_flight = 64
max_refunds_per_order = 50
[channels.wechat.timing]
query_at = ["5s", "10s"]
[merchants.m1]
enabled = true
channels = ["wechat"]
)";

std::string with(const std::string& what, const std::string& instead) {
  auto text = started;
  const auto at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), instead);
}

}  // namespace

TEST_CASE("a text that says the same has no differences") {
  const auto d = differences_of(started, started, "# a comment\n" + started);
  CHECK(d.while_running.empty());
  CHECK(d.at_next_start.empty());
}

TEST_CASE("limits of channels and what merchants may do hold while the engine runs") {
  const auto now = [](const std::string& text) {
    return differences_of(started, started, text).while_running;
  };
  CHECK(now(with("max_in_flight = 64", "max_in_flight = 65")) ==
        keys{"channels.wechat.limits.max_in_flight"});
  CHECK(now(with("max_in_flight = 64", "queue_deadline = \"1s\"")) ==
        keys{"channels.wechat.limits.max_in_flight", "channels.wechat.limits.queue_deadline"});
  CHECK(now(with("max_in_flight = 64", "faulty_per_second = 6")) ==
        keys{"channels.wechat.limits.faulty_per_second", "channels.wechat.limits.max_in_flight"});
  CHECK(now(with("enabled = true", "enabled = false")) == keys{"merchants.m1.enabled"});
  CHECK(now(with("[\"wechat\"]\n", "[\"wechat\", \"wechat2\"]\n")) ==
        keys{"merchants.m1.channels"});
  CHECK(now(started + "[merchants.m2]\n") == keys{"merchants.m2"});
  CHECK(now(started + "[merchants.m1.limits.payout]\norders_in_flight = 1\n") ==
        keys{"merchants.m1.limits.payout.orders_in_flight"});
  CHECK(now(started + "[principals.shop]\nkind = \"service\"\n") == keys{"principals.shop.kind"});
  CHECK(now(started + "[risk]\nwithin = \"80ms\"\n") == keys{"risk", "risk.within"});
  CHECK(now(with("enabled = true", "access = \"open\"")) ==
        keys{"merchants.m1.access", "merchants.m1.enabled"});
  CHECK(now(with("[merchants.m1]\nenabled = true\nchannels = [\"wechat\"]\n", "")) ==
        keys{"merchants.m1.channels", "merchants.m1.enabled"});
}

TEST_CASE("what names where money goes, or what runs, waits for the next start") {
  const auto later = [](const std::string& text) {
    const auto d = differences_of(started, started, text);
    CHECK(d.while_running.empty());
    return d.at_next_start;
  };
  CHECK(later(with("https://one", "https://two")) == keys{"channels.wechat.base_url"});
  CHECK(later(with("nats://one", "nats://two")) == keys{"nats.url"});
  CHECK(later(started + "[risk]\nprefix = \"acme\"\nwithin = \"80ms\"\n") ==
        keys{"risk", "risk.prefix", "risk.within"});
  CHECK(later(with("\"5s\", ", "")) == keys{"channels.wechat.timing.query_at"});
  CHECK(later(with("max_refunds_per_order = 50", "max_refunds_per_order = 5")) ==
        keys{"channels.wechat.limits.max_refunds_per_order"});
  CHECK(later(started + "[channels.bank.limits]\nmax_in_flight = 3\n") ==
        keys{"channels.bank.limits.max_in_flight"});
  CHECK(later(started + "[merchants.m1.later]\n") == keys{"merchants.m1.later"});
  CHECK(later(started + "[merchants.m1.webhooks.shop]\nurl = \"https://one\"\n") ==
        keys{"merchants.m1.webhooks.shop.url"});
  CHECK(later(started + "[webhooks]\nallow_private_addresses = true\n") ==
        keys{"webhooks.allow_private_addresses"});
}

TEST_CASE("what waits for the next start is told until then") {
  const auto second = with("https://one", "https://two");
  const auto again = differences_of(started, second, second);
  CHECK(again.while_running.empty());
  CHECK(again.at_next_start == keys{"channels.wechat.base_url"});
}

TEST_CASE("a channel that came after the start has no limits that hold before the next") {
  const auto second = started + "[channels.bank.limits]\nmax_in_flight = 3\n";
  const auto third = started + "[channels.bank.limits]\nmax_in_flight = 4\n";
  const auto d = differences_of(started, second, third);
  CHECK(d.while_running.empty());
  CHECK(d.at_next_start == keys{"channels.bank.limits.max_in_flight"});
}

}  // namespace sluice::test::key_differences_test
