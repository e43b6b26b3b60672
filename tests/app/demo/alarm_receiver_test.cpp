#include "app/demo/alarm_receiver.hpp"

#include <future>

#include "adapters/config/configuration.hpp"
#include "adapters/notices/http_receiver.hpp"
#include "app/demo/fleet.hpp"
#include "app/demo/known_secrets.hpp"
#include "app/scratch_folder.hpp"
#include "tests/catch.hpp"

namespace sluice::test::alarm_receiver_test {
using namespace sluice::demo;

namespace {

/// The receiver's way as the engine reads it out of the demo's file with the receiver's lines.
notices::http_way way_to(const alarm_receiver& receiver) {
  const app::scratch_folder folder{"alarms", std::filesystem::temp_directory_path()};
  const auto read = read_configuration(
      configuration_for(folder.path(), {.nats = 20001, .channels = 20002, .notifications = 20003}) +
          receiver.configuration(),
      "demo.toml", known_secrets());
  if (const auto* all = std::get_if<std::vector<config_problem>>(&read))
    for (const auto& one : *all) FAIL_CHECK(to_string(one));
  for (const auto& one : std::get<configuration>(read).receivers)
    if (one.receiver == "pager") return std::get<notices::http_way>(one.by);
  FAIL("no receiver of this name");
  return {};
}

bool bring(const alarm_receiver& receiver, alarm::message what) {
  notices::http_receiver by(way_to(receiver), millis{5000});
  std::promise<bool> taken;
  by.send(notices::letter_of({.id = "alarm-1", .what = std::move(what)}, "log"),
          [&](const receiver_answer& said) { taken.set_value(said.is_delivered); });
  return taken.get_future().get();
}

alarm::notice notice(alarm::step why) {
  return {.alarm = 1, .what = alarm::kind::network_channel, .key = "wechat", .why = why};
}

}  // namespace

TEST_CASE("the demo's receiver takes notices as the engine posts them, single and many") {
  const alarm_receiver receiver;
  CHECK_FALSE(receiver.first("network_channel", "wechat", "fired"));
  REQUIRE(bring(receiver, notice(alarm::step::fired)));
  const auto fired = receiver.first("network_channel", "wechat", "fired");
  REQUIRE(fired);
  CHECK(fired->subject == "wechat: calls to a channel fail one after the other");
  CHECK_FALSE(receiver.first("network_channel", "wechat", "recovered"));
  REQUIRE(bring(receiver, alarm::digest{.told = {notice(alarm::step::recovered)}}));
  CHECK(receiver.first("network_channel", "wechat", "recovered"));
  CHECK(receiver.kinds() == std::set<std::string>{"network_channel"});
}

}  // namespace sluice::test::alarm_receiver_test
