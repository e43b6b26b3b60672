// How long a channel takes a word about a payment, and where payers may be sent.

#include "tests/adapters/config/small_file.hpp"

namespace sluice::test {

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
  const auto said = windows_with("[channels.alipay.windows]\nrevoke = \"24h\"\nrefund = \"none\"");
  CHECK(said.revoke == channel_window::lasting(24h));
  CHECK(said.refund == channel_window{});
  CHECK(windows_with("[channels.alipay.windows]\nrefund = \"same_day\"").refund ==
        channel_window::same_day());
}

TEST_CASE("what is no window is refused") {
  CHECK(only_fault("[channels.alipay.windows]\nrevoke = \"soon\"") ==
        "engine.toml:9:10: channels.alipay.windows.revoke: \"soon\" is no window (allowed: a "
        "duration such as \"7d\", \"same_day\" or \"none\")");
  CHECK(only_fault("[channels.alipay.windows]\nrevoke = \"0s\"").find("is no window") !=
        std::string::npos);
  CHECK(only_fault("[channels.alipay.windows]\nreverse = \"7d\"").find("reverse") !=
        std::string::npos);
}

}  // namespace sluice::test
