#include <algorithm>
#include <csignal>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "tests/app/contains.hpp"
#include "tests/app/running_serve.hpp"
#include "tests/catch.hpp"

namespace sluice::test::serve_test {
using nlohmann::json;

namespace {

constexpr millis generous{30'000};

}  // namespace

TEST_CASE("a start tells once of limits that contradict each other, and goes on") {
  const temporary_folder folder;
  const nats_server nats;
  static_cast<void>(demo_on(free_port(), free_port(), folder));
  auto text = folder.read("sluice.toml");
  const std::string section = "[engine]\n";
  text.insert(text.find(section) + section.size(), "max_live_orders = 1000\n");
  running_serve serve(folder, folder.write("sluice.toml", text), nats.url());
  REQUIRE(serve.becomes_ready());
  const auto log = serve.log();
  const auto first = log.find("limits_contradict");
  REQUIRE(first != std::string::npos);
  CHECK_THAT(log, contains("is more than engine.max_live_orders (1000)"));
  CHECK(log.find("limits_contradict", first + 1) == std::string::npos);
}

TEST_CASE("a service takes orders until SIGTERM, and its log passes the audit") {
  const temporary_folder folder;
  const nats_server nats;
  const auto config = demo_on(free_port(), free_port(), folder);
  const auto data = (folder.path() / "data").string();
  running_serve serve(folder, config, nats.url());
  REQUIRE(serve.becomes_ready());

  const auto paid = run_sluice({"req", "order.create", order("A-1", 1200), "--nats", nats.url()});
  INFO(paid.out << paid.error);
  CHECK(paid.status == 0);
  CHECK(json::parse(paid.out)["state"] == "paid");

  const auto again =
      run_sluice({"req", "order.create", "-", "--nats", nats.url()}, order("A-1", 1200));
  CHECK(again.status == 0);
  CHECK(json::parse(again.out)["state"] == "paid");

  const auto refused =
      run_sluice({"req", "order.create", order("A-1", 1300), "--nats", nats.url()});
  CHECK(refused.status == 1);
  CHECK(json::parse(refused.out)["error"]["code"] == "order_number_reused");
  CHECK_THAT(refused.error, contains("pay.order.create was refused: "));

  const auto nobody = run_sluice(
      {"req", "order.get", "{}", "--prefix", "nobody", "--nats", nats.url(), "--timeout", "5s"});
  CHECK(nobody.status == 1);
  CHECK_THAT(nobody.error, contains("nobody.order.get: nobody listens on this subject"));

  const auto live = run_sluice({"audit", "verify", "--data", data});
  INFO(live.out << live.error);
  CHECK(live.status == 0);

  serve.process().send(SIGTERM);
  CHECK(serve.process().wait_for(generous) == 0);
  const auto replayed = run_sluice({"audit", "replay", "--data", data, "--order", "m1/A-1"});
  CHECK(replayed.status == 0);
  CHECK_THAT(replayed.out, contains("order_accepted"));
  CHECK(run_sluice({"audit", "export", "--data", data}).status == 0);
}

TEST_CASE("the service's log lines are JSON and name what an operator asks first") {
  const temporary_folder folder;
  const nats_server nats;
  const auto config = demo_on(free_port(), free_port(), folder);
  running_serve serve(folder, config, nats.url());
  REQUIRE(serve.becomes_ready());
  serve.process().send(SIGINT);
  CHECK(serve.process().wait_for(generous) == 0);
  std::istringstream lines(serve.log());
  std::vector<std::string> events;
  for (std::string line; std::getline(lines, line);) {
    const auto j = json::parse(line);
    events.push_back(j["event"]);
    if (j["event"] != "ready") continue;
    CHECK(j["nats"] == nats.url());
    CHECK(j["prefix"] == "pay");
    CHECK(j["data"] == (folder.path() / "data").string());
    CHECK(j["open_orders"] == "0");
  }
  CHECK(std::find(events.begin(), events.end(), "stopping") != events.end());
  CHECK(events.back() == "stopped");
}

TEST_CASE("an order is kept when the service is killed in the middle") {
  const temporary_folder folder;
  const nats_server nats;
  const auto config = demo_on(free_port(), free_port(), folder);
  {
    running_serve serve(folder, config, nats.url());
    REQUIRE(serve.becomes_ready());
    // Row 02: the payer is asked and never pays; the answer comes at once.
    auto body = order("K-1", 1202);
    body.insert(1, R"("reply_when":"accepted",)");
    const auto accepted = run_sluice({"req", "order.create", body, "--nats", nats.url()});
    INFO(accepted.out << accepted.error);
    CHECK(accepted.status == 0);
    serve.process().send(SIGKILL);
    CHECK(serve.process().wait_for(generous) == 128 + SIGKILL);
  }
  running_serve serve(folder, config, nats.url());
  REQUIRE(serve.becomes_ready());
  CHECK_THAT(serve.log(), contains("\"open_orders\":\"1\""));
  std::string state = "processing";
  for (int i = 0; i < 300 && state == "processing"; ++i) {
    const auto asked = run_sluice(
        {"req", "order.get", R"({"merchant":"m1","order_no":"K-1"})", "--nats", nats.url()});
    REQUIRE(asked.status == 0);
    state = json::parse(asked.out)["state"];
    std::this_thread::sleep_for(millis{50});
  }
  CHECK(state == "revoked");
}

}  // namespace sluice::test::serve_test
