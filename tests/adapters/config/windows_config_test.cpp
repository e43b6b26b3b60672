// How long a channel takes a word about a payment, and where payers may be sent.

#include "tests/adapters/config/small_file.hpp"

namespace sluice::test::windows_config_test {

using namespace std::chrono_literals;

namespace {

channel_windows windows_with(const std::string& lines) {
  return settings_with(lines).channels.at(0).timing.at(business_type::payment_code).windows;
}

}  // namespace

TEST_CASE("a channel has the windows of its dialect, unless its section says otherwise") {
  const auto usual = windows_with("");
  CHECK(usual.revoke == channel_window::same_day());
  CHECK(usual.refund == channel_window::lasting(365 * 24h));
  const auto said =
      windows_with("[channels.alipay.windows]\nrevoke = \"24h\"\nrefund = \"unlimited\"");
  CHECK(said.revoke == channel_window::lasting(24h));
  CHECK(said.refund == channel_window{});
  CHECK(windows_with("[channels.alipay.windows]\nrefund = \"same_day\"").refund ==
        channel_window::same_day());
  CHECK(windows_with("[channels.alipay.windows]\nrevoke = \"same_day_until 13:30\"").revoke ==
        channel_window::same_day_until(13h + 30min));
}

TEST_CASE("what is no window is refused") {
  CHECK(only_fault("[channels.alipay.windows]\nrevoke = \"soon\"") ==
        "engine.toml:9:10: channels.alipay.windows.revoke: \"soon\" is no window (allowed: a "
        "duration such as \"7d\", \"same_day\", \"same_day_until 23:00\" or \"unlimited\")");
  for (const auto* bad : {"same_day_until", "same_day_until 24:00", "same_day_until 13:60",
                          "same_day_until 00:00", "same_day_until 9:00", "same_day_until 23:00 "}) {
    INFO(bad);
    CHECK(only_fault("[channels.alipay.windows]\nrevoke = \"" + std::string(bad) + "\"")
              .find("is no window") != std::string::npos);
  }
  CHECK(only_fault("[channels.alipay.windows]\nrevoke = \"0s\"").find("is no window") !=
        std::string::npos);
  CHECK(only_fault("[channels.alipay.windows]\nreverse = \"7d\"").find("reverse") !=
        std::string::npos);
}

TEST_CASE("where payers may be sent is a list of whole host names, and not an empty one") {
  const auto fault = [](const std::string& list) {
    const auto found = only_fault("", "return_domains = " + list);
    return found.substr(std::min(found.find("merchants."), found.size()));
  };
  CHECK(fault("[\"shop.example\", \"a-1.b.co\"]").empty());
  CHECK(fault("[]") ==
        "merchants.m1.return_domains: the list is empty (allowed: host names such as "
        "\"shop.example\"; without the line payers are sent anywhere)");
  for (const auto* bad : {"com", "", ".shop.example", "shop.example.", "a..b", "-a.com", "a-.com",
                          "Shop.example", "shop.example:443", "https://shop.example"}) {
    INFO(bad);
    CHECK(fault("[\"" + std::string(bad) + "\"]").find("is no host name") != std::string::npos);
  }
}

}  // namespace sluice::test::windows_config_test
