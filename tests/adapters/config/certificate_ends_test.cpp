// What `sluice config check` says of certificates.

#include "adapters/config/certificate_ends.hpp"

#include <algorithm>

#include "tests/adapters/config/small_file.hpp"

namespace sluice::test::certificate_ends_test {

using namespace std::chrono_literals;
using std::chrono::sys_days;

namespace {

configuration with_certificates() {
  const std::string file = R"(data_dir = "d"
[channels.alipay]
dialect = "alipay"
base_url = "https://openapi.alipay.com"
app_id = "2014"
simulated = true
wallet = "alipay"
business_types = ["payment_code"]
[channels.alipay.keys]
app_key = "simulated:alipay_app_key"
app_certificate = "simulated:alipay_app_certificate"
alipay_certificate = "simulated:alipay_certificate"
alipay_root_certificate = "simulated:alipay_root_certificates"
[merchants.m1]
business_types = ["payment_code"]
channels = ["alipay"]
)";
  auto read = read_configuration(file, "engine.toml", simulated_only());
  REQUIRE(std::holds_alternative<configuration>(read));
  return std::get<configuration>(std::move(read));
}

/// Those of the simulated channels are good until then.
constexpr instant end = sys_days{std::chrono::year{2099} / 12 / 31} + 24h - 1s;

}  // namespace

TEST_CASE("each certificate is named with its end, a year before without a warning") {
  const auto lines = certificate_lines(with_certificates(), end - 24h * 365);
  CHECK(lines.size() >= 3);  // ours, theirs and a root
  for (const auto& one : lines) {
    INFO(one.text);
    CHECK_FALSE(one.is_warning);
    CHECK(one.text.starts_with("channels.alipay.keys."));
    CHECK(one.text.find(" ends at 2099-12-31T23:59:59") != std::string::npos);
  }
  for (const auto* key : {"keys.app_certificate ", "keys.alipay_certificate "})
    CHECK(std::ranges::any_of(
        lines, [&](const auto& one) { return one.text.find(key) != std::string::npos; }));
}

TEST_CASE("a certificate that ends within a month is warned of, and one that has ended") {
  const auto file = with_certificates();
  const auto all_warn = [&](instant now) {
    return std::ranges::all_of(
        certificate_lines(file, now), [](const auto& one) { return one.is_warning; });
  };
  CHECK_FALSE(all_warn(end - 24h * 31));
  CHECK(all_warn(end - 24h * 30 + 1s));
  for (const auto& one : certificate_lines(file, end + 2s)) {
    CHECK(one.is_warning);
    CHECK(one.text.ends_with(": it proves nothing any more"));
  }
}

}  // namespace sluice::test::certificate_ends_test
