// [routing] and [routing.rules.NAME]: every field of a rule, each wrong in its way, and rules that
// can never hold or contradict themselves.

#include "base/time_text.hpp"
#include "tests/adapters/config/small_file.hpp"

namespace sluice::test::routing_config_test {
namespace {

constexpr auto second_channel = R"([channels.wechat]
dialect = "wechat_v2"
base_url = "https://api.mch.weixin.qq.com"
app_id = "wx1"
merchant_id = "1900"
wallet = "wechat"
business_types = ["payment_code"]
)";

std::string rule(const std::string& lines) {
  return std::string(second_channel) + "[routing.rules.nights]\n" + lines;
}
/// Of a rule that does something; `lines` begin at line 17.
std::string fault(const std::string& lines) {
  const auto found = only_fault(rule("prefer = \"alipay\"\n" + lines));
  const auto what = found.find("nights");
  return what == std::string::npos ? found : found.substr(what);
}

}  // namespace

TEST_CASE("without a word there are no rules, and nothing is explored") {
  CHECK(settings_with("").routing == routing::rulebook{});
}

TEST_CASE("a rule is what the file says, and rules stand in the file's order") {
  const auto book = settings_with(rule(R"(business_types = ["payment_code"]
merchants = ["m1"]
currency = "CNY"
amount_from = 1
amount_to = 5000000
paid_with = "debit_card/icbc"
wallet = "wechat"
hours = "22:00-06:30"
weekdays = ["mon", "sun"]
utc_offset = "+08:00"
only = ["wechat", "alipay"]
never = ["wechat"]
prefer = "alipay"
canary = "alipay"
canary_share_of_256 = 16
from = "2026-01-02T09:00:00+08:00"
until = "2026-01-02T03:00:00Z"
maintenance = ["wechat"]
[routing.rules.all]
prefer = "wechat"
)"))
                        .routing;
  REQUIRE(book.rules.size() == 2);
  CHECK(book.rules[0] ==
        routing::rule{
            .name = "nights",
            .when = {.business_types = {business_type::payment_code},
                     .merchants = {merchant_id{"m1"}},
                     .unit = currency::cny,
                     .amount_from = 1,
                     .amount_to = 5'000'000,
                     .paid_with = instrument("debit_card", "icbc"),
                     .shown = wallet::wechat,
                     .hours = routing::day_time{22 * 60, 6 * 60 + 30},
                     .weekdays = 0x41,
                     .utc_offset_minutes = 480,
                     .from = instant_from_rfc3339("2026-01-02T01:00:00Z"),
                     .until = instant_from_rfc3339("2026-01-02T03:00:00Z")},
            .only = {channel_id{"wechat"}, channel_id{"alipay"}},
            .never = {channel_id{"wechat"}},
            .prefer = channel_id{"alipay"},
            .tries = routing::canary{channel_id{"alipay"}, 16},
            .maintenance = {channel_id{"wechat"}}});
  CHECK(book.rules[1].name == "all");
}

TEST_CASE("the tuning of scores is what the file says") {
  const auto how = settings_with(R"([routing]
leader_stays = "45s"
better_by_of_10000 = 300
explore_per_mille = 5
explore_up_to_minor = 1000
explore_currency = "CNY"
never_explore = ["m1"]
[routing.fees]
alipay = 38
)")
                       .routing.how;
  CHECK(how == routing::tuning{.leader_stays = millis{45'000},
                               .better_by_of_10000 = 300,
                               .explore_per_mille = 5,
                               .explore_up_to = money{1000, currency::cny},
                               .never_explore = {merchant_id{"m1"}},
                               .fees = {{channel_id{"alipay"}, 38}}});
}

TEST_CASE("each field of a rule that is wrong is named, with what is allowed") {
  const std::vector<std::pair<std::string, std::string>> rows{
      {"business_types = [\"payment_cod\"]", "business_types: \"payment_cod\" is not a known"},
      {"merchants = [\"m 1\"]", "merchants: \"m 1\" cannot be the name of a merchant"},
      {"merchants = []", "merchants: the list is empty"},
      {"only = []", "only: the list is empty"},
      {"currency = \"RMB\"", "currency: \"RMB\" is not a known currency"},
      {"amount_from = 0", "amount_from: 0 is out of range"},
      {"amount_to = 5", "currency: an amount needs the currency"},
      {"currency = \"CNY\"\namount_from = 9\namount_to = 5", "amount_to: is below amount_from"},
      {"paid_with = \"Debit Card\"", "paid_with: \"Debit Card\" is none (allowed: a method such"},
      {"wallet = \"paypal\"", "wallet: \"paypal\" is not a known wallet"},
      {"hours = \"22-06\"", "hours: \"22-06\" is none (allowed: two times of a day, such as"},
      {"hours = \"22:00-22:00\"", "hours: ends when it begins"},
      {"hours = [1, 2]", "hours: "},
      {"weekdays = [\"monday\"]", "weekdays: \"monday\" is not a known day"},
      {"utc_offset = \"8\"", "utc_offset: \"8\" is none (allowed: -14:00 to +14:00"},
      {"only = [\"nowhere\"]", "only: there is no channel nowhere; there are alipay, wechat"},
      {"never = [\"alipay\"]", "prefer: the rule takes alipay away"},
      {"canary = \"nowhere\"", "canary: there is no channel nowhere"},
      {"maintenance = [\"nowhere\"]", "maintenance: there is no channel nowhere"},
      {"maintenance = [\"alipay\"]", "prefer: the rule takes alipay away"},
      {"from = \"tomorrow\"", "from: \"tomorrow\" is none (allowed: a time in RFC 3339"},
      {"until = 2026", "until: "},
      {"from = \"2026-01-02T03:00:00Z\"\nuntil = \"2026-01-02T03:00:00Z\"",
       "until: must be later than from"},
      {"canary_share_of_256 = 4", "canary_share_of_256: is given without canary"},
      {"canary = \"alipay\"\ncanary_share_of_256 = 257", "canary_share_of_256: 257 is out of"},
      {"prefers = \"alipay\"", "prefers: unknown key; did you mean \"prefer\"?"},
  };
  for (const auto& [lines, says] : rows) {
    INFO(lines);
    const auto found = fault(lines);
    INFO(found);
    CHECK(found.find(says) != std::string::npos);
  }
  CHECK(only_fault(rule("")).find("nights: the rule does nothing; name at least one of only") !=
        std::string::npos);
  CHECK(only_fault(rule("merchants = [\"m1\"]\nnever = [\"alipay\"]"))
            .find("merchants: the rule leaves m1 no channel of its list") != std::string::npos);
}

TEST_CASE("a tuning that is wrong is named, with what is allowed") {
  const auto fault_of = [](const std::string& line) { return only_fault("[routing]\n" + line); };
  CHECK(fault_of("leader_stays = \"11m\"").find("leader_stays: \"11m\" is ") != std::string::npos);
  CHECK(fault_of("better_by_of_10000 = 1001").find("must be 0 to 1000") != std::string::npos);
  CHECK(fault_of("explore_per_mille = 5").find("explore_up_to_minor") != std::string::npos);
  CHECK(fault_of("explore_up_to_minor = 5").find("is given alone") != std::string::npos);
  // One fault, and not a second that follows from it.
  CHECK(fault_of("explore_up_to_minor = 0\nexplore_currency = \"CNY\"")
            .find("explore_up_to_minor: 0 is out of range (allowed: a whole number from 1") !=
        std::string::npos);
}

}  // namespace sluice::test::routing_config_test
