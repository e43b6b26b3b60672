#include "adapters/config/rule_warnings.hpp"

#include "tests/adapters/config/warning_table.hpp"

namespace sluice::test::rule_warnings_test {
namespace {

const std::string usual = R"(data_dir = "d"
[channels.bank]
dialect = "alipay"
base_url = "https://openapi.alipay.com"
app_id = "2014"
wallet = "alipay"
business_types = ["payment_code", "quick_pay"]
currencies = ["CNY"]
[channels.spare]
dialect = "alipay"
base_url = "https://openapi.alipay.com"
app_id = "2015"
wallet = "alipay"
business_types = ["payment_code"]
currencies = ["CNY", "USD"]
[channels.other]
dialect = "wechat_v2"
base_url = "https://api.mch.weixin.qq.com"
app_id = "2016"
merchant_id = "1"
wallet = "wechat"
business_types = ["payment_code"]
currencies = ["CNY"]
[merchants.m1]
business_types = ["payment_code", "quick_pay"]
channels = ["bank", "spare", "other"]
[merchants.m2]
business_types = ["payment_code"]
channels = ["bank"]
)";

}  // namespace

TEST_CASE("rules that may not do what their author thought are told as the table says") {
  const auto all = read_warning_table("rule_warnings_table.txt", usual, "");
  REQUIRE(all.size() > 10);
  for (const auto& s : all) {
    INFO(s.name);
    CHECK(rule_warnings(configuration_of(s).engine) == s.warnings);
  }
}

}  // namespace sluice::test::rule_warnings_test
