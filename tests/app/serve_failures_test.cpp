#include <csignal>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "adapters/http/http_server.hpp"
#include "adapters/nats/client.hpp"
#include "tests/app/contains.hpp"
#include "tests/app/running_serve.hpp"
#include "tests/catch.hpp"

namespace sluice::test::serve_failures_test {
using nlohmann::json;

namespace {

constexpr millis generous{30'000};

class silence final : public observer {
 public:
  void tell(const note&) override {}
};

/// The reply's error code; empty when the order was taken; "gone" when nobody answers.
std::string refusal_of(nats::client& client, const std::string& body) {
  const auto asked = client.ask("pay.order.create", body, {}, generous);
  if (!std::holds_alternative<nats::response>(asked)) return "gone";
  const auto reply = json::parse(std::get<nats::response>(asked).body);
  return reply.contains("error") ? reply["error"]["code"] : "";
}

}  // namespace

TEST_CASE("serve without a NATS server says so and ends with status 1") {
  const temporary_folder folder;
  const auto channels = free_port();
  const auto config = demo_on(channels, free_port(), folder);
  const auto served = run_sluice(
      {"serve", "--config", config, "--nats", "nats://127.0.0.1:" + std::to_string(free_port())});
  CHECK(served.status == 1);
  CHECK_THAT(served.error, contains("sluice: cannot connect to NATS at nats://127.0.0.1:"));
  CHECK_FALSE(accepts_connections(channels));  // the simulated channels have ended with it
}

TEST_CASE("a second service on the same data folder does not start") {
  const temporary_folder folder;
  const nats_server nats;
  const auto config = demo_on(free_port(), free_port(), folder);
  running_serve first(folder, config, nats.url());
  REQUIRE(first.becomes_ready());
  const auto second = run_sluice({"serve", "--config", config, "--nats", nats.url()});
  CHECK(second.status == 1);
  CHECK_THAT(second.error, contains((folder.path() / "data").string()));
}

TEST_CASE("a second service of the demo on a data folder in use says so at once, or waits for it") {
  const temporary_folder folder;
  const nats_server nats;
  running_serve first(folder, {"--nats", nats.url()});
  REQUIRE(first.becomes_ready());
  const auto data = (folder.path() / "data").string();
  const auto begun = std::chrono::steady_clock::now();
  const auto second = run_sluice({"serve", "--data", data, "--nats", nats.url()});
  CHECK(second.status == 1);
  CHECK_THAT(second.error, contains("the data folder " + data + " is in use by another engine: "));
  CHECK_THAT(second.error, contains("process " + std::to_string(first.process().id())));
  CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds{5});

  const temporary_folder notes;
  running_serve heir(notes, {"--data", data, "--nats", nats.url(), "--wait"});
  REQUIRE(heir.says("waiting"));
  CHECK_THAT(heir.log(), contains("is in use by another engine: process "));
  first.process().send(SIGTERM);
  CHECK(first.process().wait_for(generous) == 0);
  CHECK(heir.becomes_ready());
}

TEST_CASE("a service whose numbers at channels would be others does not start, unless told to") {
  const temporary_folder folder;
  const nats_server nats;
  const auto config = demo_on(free_port(), free_port(), folder);
  {
    running_serve serve(folder, config, nats.url());
    REQUIRE(serve.becomes_ready());
    REQUIRE(run_sluice({"req", "order.create", order("A-1", 1200), "--nats", nats.url()}).status ==
            0);
    serve.process().send(SIGTERM);
    CHECK(serve.process().wait_for(generous) == 0);
  }
  const auto elsewhere =
      run_sluice({"serve", "--config", config, "--nats", nats.url(), "--prefix", "shop"});
  CHECK(elsewhere.status == 1);
  CHECK_THAT(elsewhere.error, contains("the prefix \"pay\", not \"shop\""));

  const auto key = folder.path() / "data" / "NUMBER_KEY";
  std::filesystem::remove(key);
  const auto without = run_sluice({"serve", "--config", config, "--nats", nats.url()});
  CHECK(without.status == 1);
  CHECK_THAT(without.error, contains("sluice: " + key.string() + " is missing"));

  running_serve serve(folder, config, nats.url(), ":", {"--accept-new-numbers"});
  REQUIRE(serve.becomes_ready());
  CHECK_THAT(serve.log(), contains("\"event\":\"numbers_renewed\""));
  CHECK(run_sluice({"audit", "verify", "--data", (folder.path() / "data").string()}).status == 0);
}

TEST_CASE("an address for notifications that is taken is told") {
  const temporary_folder folder;
  const nats_server nats;
  http_server other("127.0.0.1:0", [](http_request, const http_server::respond& respond) {
    respond(http_response{});
  });
  const auto config = demo_on(free_port(), other.port(), folder);
  const auto served = run_sluice({"serve", "--config", config, "--nats", nats.url()});
  CHECK(served.status == 1);
  CHECK_THAT(served.error, contains("sluice: cannot take notifications: "));
}

TEST_CASE("a log that cannot be written ends the service with status 3, and nothing is lost") {
  const temporary_folder folder;
  const nats_server nats;
  const auto config = demo_on(free_port(), free_port(), folder);
  auto opened = nats::connection::open({.url = nats.url()}, std::make_shared<silence>());
  REQUIRE(std::holds_alternative<std::shared_ptr<nats::connection>>(opened));
  nats::client client(std::get<std::shared_ptr<nats::connection>>(opened));
  int taken = 0;
  {
    // No file may grow beyond 128 blocks of 512 bytes; writing more is an error, not a signal.
    running_serve serve(folder, config, nats.url(), "trap '' XFSZ; ulimit -f 128");
    REQUIRE(serve.becomes_ready());
    std::string refusal;
    constexpr int more_than_fit = 1000;
    while (refusal.empty() && taken < more_than_fit)
      if (refusal = refusal_of(client, order("L-" + std::to_string(taken), 1200)); refusal.empty())
        ++taken;
    // The one whose write failed is told so before the process ends.
    CHECK(refusal == "unavailable");
    CHECK(serve.process().wait_for(generous) == 3);
    CHECK_THAT(serve.log(), contains("\"event\":\"log_lost\""));
  }
  CHECK(taken > 0);
  running_serve serve(folder, config, nats.url());
  REQUIRE(serve.becomes_ready());
  for (int i = 0; i < taken; ++i) {
    const auto body = R"({"merchant":"m1","order_no":"L-)" + std::to_string(i) + "\"}";
    const auto asked = client.ask("pay.order.get", body, {}, generous);
    REQUIRE(std::holds_alternative<nats::response>(asked));
    CHECK(json::parse(std::get<nats::response>(asked).body)["state"] == "paid");
  }
}

}  // namespace sluice::test::serve_failures_test
