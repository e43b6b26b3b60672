#include "domain/approval/rule.hpp"

#include "tests/catch.hpp"

namespace sluice::test::rule_test {
namespace {

constexpr access::command resolve{"order", "resolve"};
constexpr access::command channel_switch{"channel", "switch"};
constexpr std::optional<money> no_amount{};

std::optional<money> yuan(std::int64_t minor) { return money{minor, currency::cny}; }

}  // namespace

TEST_CASE("Without rules two persons must want what moves money, and one what stops something") {
  CHECK(approval::demand_of({}, resolve, yuan(1)) == approval::demand{2, false});
  CHECK(approval::demand_of({}, channel_switch, no_amount) == approval::demand{1, false});
  CHECK(approval::may_be_proposed({}, resolve));
  CHECK_FALSE(approval::may_be_proposed({}, channel_switch));
  CHECK_FALSE(approval::may_be_proposed({}, {"order", "create"}));
}

TEST_CASE("A rule makes it more or fewer, and fewer than usual is an exception") {
  const std::vector<approval::rule> rules{{"order.resolve", 1}, {"channel.switch", 2}};
  CHECK(approval::demand_of(rules, resolve, yuan(1)) == approval::demand{1, true});
  CHECK(approval::demand_of(rules, channel_switch, no_amount) == approval::demand{2, false});
  CHECK(approval::demand_of(rules, {"channel", "set"}, no_amount) == approval::demand{1, false});
  CHECK(approval::may_be_proposed(rules, channel_switch));
  CHECK(approval::may_be_proposed(rules, resolve));
}

TEST_CASE("Small amounts have a rule of their own, in their own currency") {
  const std::vector<approval::rule> rules{
      {.word = "order.resolve", .persons = 1, .up_to = money{10'000, currency::cny}},
      {.word = "order.resolve", .persons = 2}};
  CHECK(approval::demand_of(rules, resolve, yuan(10'000)).persons == 1);
  CHECK(approval::demand_of(rules, resolve, yuan(10'001)).persons == 2);
  CHECK(approval::demand_of(rules, resolve, money{1, currency::usd}).persons == 2);
  CHECK(approval::demand_of(rules, resolve, no_amount).persons == 2);
}

TEST_CASE("A rule is about the whole word, not one that begins or ends like it") {
  const std::vector<approval::rule> rules{{"order.resolve", 1}};
  CHECK(approval::demand_of(rules, {"order", "resolved"}, no_amount).persons == 0);
  CHECK(approval::demand_of(rules, {"my.order", "resolve"}, no_amount).persons == 0);
}

}  // namespace sluice::test::rule_test
