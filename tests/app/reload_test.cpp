// A running service reads its configuration file again when it is told to.

#include <csignal>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/app/contains.hpp"
#include "tests/app/running_serve.hpp"
#include "tests/catch.hpp"

namespace sluice::test::reload_test {
namespace {

std::string text_of(const std::string& file) {
  std::ifstream in(file);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

void replace_in(const std::string& file, const std::string& what, const std::string& instead) {
  auto text = text_of(file);
  const auto at = text.find(what);
  REQUIRE(at != std::string::npos);
  text.replace(at, what.size(), instead);
  std::ofstream(file) << text;
}

}  // namespace

TEST_CASE("on SIGHUP a service takes its file's new limits over, and nothing of a wrong file") {
  const temporary_folder folder;
  const nats_server nats;
  const auto config = demo_on(free_port(), free_port(), folder);
  running_serve serve(folder, config, nats.url());
  REQUIRE(serve.becomes_ready());

  replace_in(config, "max_in_flight = 64", "max_in_flight = \"many\"");
  serve.process().send(SIGHUP);
  REQUIRE(serve.says("configuration_not_reloaded"));
  CHECK_THAT(serve.log(), contains("max_in_flight"));

  replace_in(config, "max_in_flight = \"many\"", "max_in_flight = 17");
  serve.process().send(SIGHUP);
  REQUIRE(serve.says("configuration_reloaded"));

  serve.process().send(SIGTERM);
  CHECK(serve.process().wait_for(millis{30'000}) == 0);
  const auto data = (folder.path() / "data").string();
  const auto told = run_sluice({"audit", "export", "--data", data});
  CHECK(told.status == 0);
  CHECK_THAT(told.out, contains("\"max_in_flight\":17"));
  CHECK(run_sluice({"audit", "verify", "--data", data}).status == 0);
}

TEST_CASE("risk questions that would go elsewhere wait for the next start, with all about them") {
  const temporary_folder folder;
  const nats_server nats;
  const auto config = demo_on(free_port(), free_port(), folder);
  const auto data = (folder.path() / "data").string();
  const auto told = [&] { return run_sluice({"audit", "export", "--data", data}).out; };
  {
    running_serve serve(folder, config, nats.url());
    REQUIRE(serve.becomes_ready());
    replace_in(config, "max_in_flight = 64", "max_in_flight = 17");
    std::ofstream(config, std::ios::app) << "[risk]\nprefix = \"elsewhere\"\n";
    serve.process().send(SIGHUP);
    REQUIRE(serve.says("configuration_reloaded"));
    serve.process().send(SIGTERM);
    CHECK(serve.process().wait_for(millis{30'000}) == 0);
  }
  CHECK_THAT(told(), contains("\"max_in_flight\":17"));
  CHECK_THAT(told(), !contains("risk_rules_configured"));

  running_serve again(folder, config, nats.url());
  REQUIRE(again.becomes_ready());
  again.process().send(SIGTERM);
  CHECK(again.process().wait_for(millis{30'000}) == 0);
  CHECK_THAT(told(), contains("risk_rules_configured"));
}

}  // namespace sluice::test::reload_test
