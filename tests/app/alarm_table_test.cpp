#include "app/alarm_table.hpp"

#include <sstream>

#include "base/time_text.hpp"
#include "tests/app/contains.hpp"
#include "tests/catch.hpp"

namespace sluice::test::alarm_table_test {
using nlohmann::json;

namespace {

const auto now = *instant_from_rfc3339("2026-01-02T03:10:00Z");

std::string shown(const json& list) {
  std::ostringstream out;
  app::show_alarms(list, now, out);
  return out.str();
}

json network_alarm() {
  return {{"alarm", 7},
          {"kind", "network_channel"},
          {"key", "alipay"},
          {"state", "acknowledged"},
          {"since", "2026-01-02T03:04:05Z"},
          {"count", 14},
          {"orders", 12},
          {"detail", "12 payments one after the other had no answer from alipay"},
          {"operator", "li.wei"},
          {"reason", "the provider is called"}};
}

}  // namespace

TEST_CASE("where nothing fires the table says so") {
  CHECK(shown({{"alarms", json::array()}, {"silences", json::array()}}) == "nothing fires\n");
  CHECK(shown(json::object()) == "nothing fires\n");
  CHECK_FALSE(app::something_fires(json::object()));
}

TEST_CASE("an alarm is a line with its age, and who sees to it another") {
  const auto text = shown({{"alarms", {network_alarm()}}});
  CHECK(app::something_fires({{"alarms", {network_alarm()}}}));
  CHECK_THAT(text, contains("7      network_channel  alipay  acknowledged  2026-01-02T03:04:05Z (5 "
                            "min)  14     12      12 payments") &&
                       contains("alarm 7 is seen to by li.wei: the provider is called\n"));
}

TEST_CASE("silences and lost facts are told of, and what a channel said moves no cursor") {
  auto alarm = network_alarm();
  alarm["key"] = "a\x1b[2J";
  const auto text = shown(
      {{"alarms", {alarm}},
       {"silences",
        {{{"kind", "volume"},
          {"key", ""},
          {"until", "2026-01-02T04:00:00Z"},
          {"operator", "li.wei"},
          {"reason", "a promotion"}}}},
       {"lost_facts", 3}});
  CHECK_THAT(text, contains("nobody is told of volume, any, until 2026-01-02T04:00:00Z: li.wei, a "
                            "promotion\n") &&
                       contains("have not heard how 3 calls ended") && !contains("\x1b"));
}

}  // namespace sluice::test::alarm_table_test
