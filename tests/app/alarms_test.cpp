// `sluice alarms` as an operator meets it, on a whole engine.
#include <nlohmann/json.hpp>

#include "tests/app/contains.hpp"
#include "tests/app/running_serve.hpp"
#include "tests/catch.hpp"

namespace sluice::test::alarms_test {
using nlohmann::json;

namespace {

/// By this file every order is large.
std::string other_thresholds(const temporary_folder& folder) {
  auto text = run_sluice({"config", "example", "--demo"}).out;
  const std::string section = "[alarms]\n";
  text.insert(text.find(section) + section.size(), "large_amount_minor = 1000\n");
  return folder.write("other.toml", text);
}

}  // namespace

TEST_CASE("an alarm is listed, silenced and acknowledged, and a log tells of it afterwards") {
  const temporary_folder folder;
  const nats_server nats;
  const auto data = (folder.path() / "data").string();
  running_serve serve(folder, {"--data", data, "--nats", nats.url()});
  REQUIRE(serve.becomes_ready());
  const auto alarms = [&](std::vector<std::string> more) {
    more.insert(more.begin(), "alarms");
    more.insert(more.end(), {"--nats", nats.url()});
    return run_sluice(std::move(more));
  };

  const auto quiet = alarms({"--check"});
  INFO(quiet.out << quiet.error);
  CHECK(quiet.status == 0);
  CHECK(quiet.out == "nothing fires\n");

  // So much at once is told of.
  REQUIRE(
      run_sluice({"req", "order.create", order("A-1", 500'000'000), "--nats", nats.url()}).status ==
      0);
  outcome fires;
  for (int i = 0; i < 100 && fires.status == 0; ++i) fires = alarms({"list", "--check"});
  CHECK(fires.status == 1);
  CHECK_THAT(fires.out, contains("large_amount") && contains("m1"));

  const auto silent = alarms(
      {"silence", "large_amount", "--minutes", "5", "--operator", "li.wei", "--reason", "a test"});
  CHECK(silent.status == 0);
  CHECK_THAT(silent.out, contains("silenced") && contains("nobody is told of large_amount, any"));

  const auto wrong = alarms({"ack", "99", "--operator", "li.wei", "--reason", "no such"});
  CHECK(wrong.status == 1);
  CHECK_THAT(wrong.error, contains("pay.alarm.ack was refused: ") && contains("alarm_unknown"));

  const auto seen = alarms({"ack", "1", "--operator", "li.wei", "--reason", "known", "--json"});
  CHECK(seen.status == 0);
  REQUIRE(json::parse(seen.out).is_object());

  const auto tried = run_sluice(
      {"alarms", "test", "--data", data, "--config", other_thresholds(folder), "--json"});
  CHECK(tried.status == 0);
  const auto compared = json::parse(tried.out);
  CHECK(compared["would_have_fired"][0]["kind"] == "large_amount");
  CHECK(compared["did_fire"][0]["kind"] == "large_amount");
  CHECK(compared["did_fire"][0]["acknowledged"] == true);
  const auto usual = run_sluice({"alarms", "test", "--data", data});
  CHECK(usual.status == 0);
  CHECK_THAT(usual.out, contains("In fact fired (2)"));
}

TEST_CASE("who asks for alarms in a wrong way is told so") {
  CHECK(run_sluice({"alarms", "ack"}).status == 2);
  CHECK(run_sluice({"alarms", "test"}).status == 2);
  CHECK(run_sluice({"alarms", "test", "--data", "/nonexistent/sluice"}).status == 2);
  const auto typo = run_sluice({"alarms", "lits"});
  CHECK(typo.status == 2);
  const auto nobody = run_sluice({"alarms", "--nats", "nats://127.0.0.1:1"});
  CHECK(nobody.status == 1);
  CHECK_THAT(nobody.error, contains("cannot connect to NATS"));
}

}  // namespace sluice::test::alarms_test
