#include "adapters/config/setup_warnings.hpp"

#include "tests/adapters/config/warning_table.hpp"

namespace sluice::test::setup_warnings_test {
namespace {

const std::string usual = R"(data_dir = "d"
[channels.bank]
dialect = "alipay"
base_url = "https://openapi.alipay.com"
app_id = "2014"
wallet = "alipay"
business_types = ["payment_code"]
[merchants.m1]
business_types = ["payment_code"]
channels = ["bank"]
)";

}  // namespace

TEST_CASE("sections that may not do together what their author thought are told") {
  const auto all = read_warning_table("setup_warnings_table.txt", usual, "");
  REQUIRE(all.size() >= 4);
  for (const auto& s : all) {
    INFO(s.name);
    CHECK(setup_warnings(configuration_of(s)) == s.warnings);
  }
}

}  // namespace sluice::test::setup_warnings_test
