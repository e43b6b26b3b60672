// [channels.NAME.breaker]: every rule in its range, and none against another.

#include "domain/channel/breaker_rules.hpp"
#include "tests/adapters/config/small_file.hpp"

namespace sluice::test::breaker_config_test {
namespace {

std::string section(const std::string& rules) {
  return "[channels.alipay.limits]\ncalls_per_second = 2\n[channels.alipay.breaker]\n" + rules;
}
std::string fault(const std::string& rules) { return only_fault(section(rules)); }
channel::breaker_rules rules_of(const std::string& rules) {
  return settings_with(section(rules)).channels.at(0).breaker;
}

}  // namespace

TEST_CASE("without a word the breaker's rules are the default") {
  CHECK(rules_of("") == channel::breaker_rules{});
}

TEST_CASE("each rule is what the file says, within its range") {
  for (const auto& row : channel::breaker_numbers) {
    INFO(row.name);
    const auto name = std::string(row.name);
    // At most as many as the channel's rate lets through in the window.
    const auto most = std::min(row.most, 60U);
    CHECK(rules_of(name + " = " + std::to_string(most)).*row.value == most);
    CHECK(rules_of(name + " = " + std::to_string(row.least)).*row.value == row.least);
    CHECK(fault(name + " = " + std::to_string(row.most + 1)).find("breaker." + name) !=
          std::string::npos);
    CHECK(fault(name + " = \"much\"")
              .find("a whole number from " + std::to_string(row.least) + " to " +
                    std::to_string(row.most)) != std::string::npos);
  }
  for (const auto& row : channel::breaker_times) {
    INFO(row.name);
    const auto name = std::string(row.name);
    const auto in_ms = [](millis t) { return '"' + std::to_string(t.count()) + "ms\""; };
    CHECK(fault(name + " = " + in_ms(row.most + millis{1})).find("breaker." + name) !=
          std::string::npos);
    CHECK(fault(name + " = 5").find("a duration from") != std::string::npos);
  }
  CHECK(rules_of("open_first = \"100ms\"\nopen_most = \"100ms\"").open_most == millis{100});
  CHECK(rules_of("ramp = \"0ms\"").ramp == millis{0});
}

TEST_CASE("rules of a breaker that contradict each other are named") {
  CHECK(fault("open_first = \"2m\"") ==
        "engine.toml:11:14: channels.alipay.breaker.open_first: 2m is longer than open_most, 1m "
        "(allowed: at most open_most)");
  CHECK(fault("lone_within = \"30s\"") ==
        "engine.toml:10:1: channels.alipay.breaker.in_a_row_within: 1m is longer than "
        "lone_within, 30s, though it is for more calls (allowed: at most lone_within)");
  CHECK(fault("least_calls = 61") ==
        "engine.toml:11:15: channels.alipay.breaker.least_calls: 61 can never be reached: "
        "limits.calls_per_second 2 lets 60 through in 30s (allowed: at most 60)");
  CHECK(fault("least_cals = 6").find("did you mean \"least_calls\"?") != std::string::npos);
}

}  // namespace sluice::test::breaker_config_test
