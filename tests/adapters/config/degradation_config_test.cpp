// [degradation.rules.NAME]: every field of a rule about levels, each wrong in its way. Which rules
// can never hold, or contradict themselves, tests/domain/settings/level_rule_table_test.cpp has.

#include "tests/adapters/config/small_file.hpp"

namespace sluice::test::degradation_config_test {
namespace {

const std::string loud = R"([degradation.rules.loud]
business_types = ["payment_code"]
when = "over_its_limits"
refusals = 100
for = "10s"
level = "throttled"
per_second = 20
hold = "5m"
)";

/// Of the rule `loud`, with this line instead of the one with the same key; "": without it.
std::string fault_with(const std::string& key, const std::string& line) {
  auto lines = loud;
  const auto from = lines.find('\n' + key + " =") + 1;
  lines.replace(from, lines.find('\n', from) - from, line);
  const auto found = only_fault(lines);
  const auto what = found.find("loud");
  return what == std::string::npos ? found : found.substr(what);
}

}  // namespace

TEST_CASE("without a word there are no rules about levels") {
  CHECK(settings_with("").level_rules.empty());
}

TEST_CASE("a rule about levels is what the file says, and rules stand in the file's order") {
  const auto rules = settings_with(loud + R"([degradation.rules.all_shut]
merchants = ["m1"]
when = "all_paths_open"
for = "30s"
level = "accept_only"
hold = "1m"
)")
                         .level_rules;
  REQUIRE(rules.size() == 2);
  CHECK(rules[0] ==
        merchant::level_rule{
            .name = "loud",
            .business_types = {business_type::payment_code},
            .when = merchant::level_cause::over_its_limits,
            .refusals = 100,
            .lasts = millis{10'000},
            .to = merchant::level::throttled,
            .per_second = 20,
            .holds = millis{300'000}});
  CHECK(rules[1] == merchant::level_rule{.name = "all_shut",
                                         .merchants = {merchant_id{"m1"}},
                                         .when = merchant::level_cause::all_paths_open,
                                         .lasts = millis{30'000},
                                         .to = merchant::level::accept_only,
                                         .holds = millis{60'000}});
}

TEST_CASE("each field of a rule about levels that is wrong is named, with what is allowed") {
  struct row {
    std::string key, line, says;
  };
  const std::vector<row> rows{
      {"business_types", "business_types = [\"code\"]", "business_types: \"code\" is not a known"},
      {"business_types", "business_types = [\"payout\"]", "business_types: no channel offers any"},
      {"business_types", "merchants = [\"m 1\"]", "merchants: \"m 1\" cannot be the name of a"},
      {"business_types", "merchants = []", "merchants: the list is empty"},
      {"business_types", "merchants = [\"m1\"]", "merchants: none of them has a limit of commands"},
      {"when", "when = \"loud\"", "when: \"loud\" is not a known cause"},
      {"when", "", "when: is missing"},
      {"refusals", "refusals = 0", "refusals: 0 is out of range"},
      {"refusals", "refusals = 1001", "refusals: 1001 is out of range"},
      {"refusals", "", "refusals: goes with over_its_limits"},
      {"for", "for = 10", "for: the value is a whole number"},
      {"for", "for = \"61m\"", "for: \"61m\" is "},
      {"for", "", "for: is missing"},
      {"level", "level = \"half\"", "level: \"half\" is not a known level"},
      {"level", "level = \"normal\"", "level: is throttled, accept_only or refuse"},
      {"level", "level = \"refuse\"", "per_second: goes with throttled"},
      {"level", "", "level: is missing"},
      {"per_second", "per_second = 0", "per_second: 0 is out of range"},
      {"per_second", "", "per_second: goes with throttled, and throttled with it"},
      {"hold", "hold = \"2d\"", "hold: \"2d\" is "},
      {"hold", "", "hold: is missing"},
      {"hold", "hold = \"5m\"\nholds = \"5m\"", "holds: unknown key; did you mean \"hold\"?"},
  };
  for (const auto& r : rows) {
    INFO(r.line);
    const auto found = fault_with(r.key, r.line);
    INFO(found);
    CHECK(found.find(r.says) != std::string::npos);
  }
}

TEST_CASE("two rules of which one comes to nothing are named") {
  auto louder = loud;
  louder.replace(louder.find("loud"), 4, "louder");
  CHECK(only_fault(loud + louder).find("louder: looks at the same as loud") != std::string::npos);
}

}  // namespace sluice::test::degradation_config_test
