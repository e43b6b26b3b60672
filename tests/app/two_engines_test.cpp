// Two engines on one prefix: one takes the requests, and which one is said.

#include <atomic>
#include <csignal>
#include <nlohmann/json.hpp>
#include <thread>
#include <vector>

#include "adapters/http/http_server.hpp"
#include "adapters/nats/client.hpp"
#include "tests/app/contains.hpp"
#include "tests/app/running_serve.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;
using nlohmann::json;

namespace {

constexpr millis generous{30'000};

class silence final : public observer {
 public:
  void tell(const note&) override {}
};

/// Simulated channels that outlive every engine.
class channels_apart {
 public:
  channels_apart()
      : process_({SLUICE_PROGRAM, "channels", "--listen", "127.0.0.1:" + std::to_string(port),
                  "--books", (folder_.path() / "books").string()}) {
    for (int i = 0; i < 1000 && !accepts_connections(port); ++i)
      std::this_thread::sleep_for(millis{10});
  }
  const std::uint16_t port = free_port();

 private:
  temporary_folder folder_;
  child_process process_;
};

/// A shop that asks and tells what it heard: the state, the error's code, or "nobody".
class shop {
 public:
  explicit shop(const std::string& url) : client_(connected(url)) {}

  std::string create(const std::string& number) {
    return heard(client_.ask("pay.order.create", order(number, 1200), {}, generous));
  }
  std::string get(const std::string& number) {
    return heard(client_.ask(
        "pay.order.get", R"({"merchant":"m1","order_no":")" + number + "\"}", {}, generous));
  }

 private:
  using asked = std::variant<nats::response, nats::request_failure>;

  static std::shared_ptr<nats::connection> connected(const std::string& url) {
    auto opened = nats::connection::open({.url = url}, std::make_shared<silence>());
    REQUIRE(std::holds_alternative<std::shared_ptr<nats::connection>>(opened));
    return std::get<std::shared_ptr<nats::connection>>(opened);
  }
  static std::string heard(const asked& result) {
    const auto* reply = std::get_if<nats::response>(&result);
    if (reply == nullptr) return "nobody";
    const auto body = json::parse(reply->body);
    return body.contains("error") ? body["error"]["code"] : body["state"];
  }

  nats::client client_;
};

/// An engine with a folder of its own.
struct engine_apart {
  engine_apart(const channels_apart& channels, const nats_server& nats,
               const std::vector<std::string>& more = {})
      : config(demo_on(channels.port, free_port(), folder)),
        serve(folder, config, nats.url(), ":", more) {}

  bool says(const std::string& event) {
    for (int i = 0; i < 1000; ++i) {
      if (serve.log().find("\"event\":\"" + event + '"') != std::string::npos) return true;
      std::this_thread::sleep_for(millis{10});
    }
    return false;
  }

  temporary_folder folder;
  std::string config;
  running_serve serve;
};

}  // namespace

TEST_CASE("a second engine on one prefix does not start, whatever its folder, and says why") {
  const nats_server nats;
  const channels_apart channels;
  engine_apart first(channels, nats);
  REQUIRE(first.serve.becomes_ready());
  const temporary_folder folder;
  const auto config = demo_on(channels.port, free_port(), folder);
  const auto second = run_sluice({"serve", "--config", config, "--nats", nats.url()});
  CHECK(second.status == 1);
  CHECK_THAT(
      second.error, contains("the requests under pay are taken by another engine: process "));
  CHECK_THAT(second.error, contains("--wait"));
  CHECK(shop(nats.url()).create("A-1") == "paid");

  engine_apart other(channels, nats, {"--prefix", "pay2"});
  CHECK(other.serve.becomes_ready());
}

TEST_CASE("an engine that was stopped while another took over stops accepting when it goes on") {
  const nats_server nats;
  const channels_apart channels;
  engine_apart first(channels, nats);
  REQUIRE(first.serve.becomes_ready());
  shop asks(nats.url());
  REQUIRE(asks.create("A-1") == "paid");
  first.serve.process().send(SIGSTOP);
  engine_apart second(channels, nats);
  REQUIRE(second.serve.becomes_ready());
  first.serve.process().send(SIGCONT);
  REQUIRE(first.says("owner_lost"));
  for (int i = 0; i < 20; ++i) CHECK(asks.get("A-1") == "order_not_found");
  CHECK(asks.create("A-2") == "paid");
  CHECK(first.serve.process().wait_for(generous) == 4);
  CHECK_THAT(first.serve.log(), contains("another engine takes the requests under pay"));
}

TEST_CASE("a rival that cannot start takes nothing away from a stopped owner") {
  const nats_server nats;
  const channels_apart channels;
  engine_apart first(channels, nats);
  REQUIRE(first.serve.becomes_ready());
  first.serve.process().send(SIGSTOP);
  SECTION("its port is in use") {
    const http_server other("127.0.0.1:0", [](http_request, const http_server::respond& respond) {
      respond(http_response{});
    });
    const temporary_folder folder;
    const auto config = demo_on(channels.port, other.port(), folder);
    const auto rival = run_sluice({"serve", "--config", config, "--nats", nats.url()});
    CHECK(rival.status == 1);
    CHECK_THAT(rival.error, contains("cannot take notifications"));
  }
  SECTION("its log is the owner's") {
    const temporary_folder notes;
    running_serve rival(notes, first.config, nats.url(), ":", {"--wait"});
    for (int i = 0; i < 1000 && rival.log().find("\"waiting\"") == std::string::npos; ++i)
      std::this_thread::sleep_for(millis{10});
    std::this_thread::sleep_for(millis{1500});
    rival.process().send(SIGTERM);
    CHECK(rival.process().wait_for(generous) == 0);
  }
  first.serve.process().send(SIGCONT);
  shop asks(nats.url());
  CHECK(asks.create("A-1") == "paid");
  CHECK_FALSE(first.serve.process().wait_for(millis{500}));
  first.serve.process().send(SIGTERM);
  CHECK(first.serve.process().wait_for(generous) == 0);
}

TEST_CASE("an engine whose rival took over and left ends, so that it is started again") {
  const nats_server nats;
  const channels_apart channels;
  engine_apart first(channels, nats);
  REQUIRE(first.serve.becomes_ready());
  first.serve.process().send(SIGSTOP);
  engine_apart second(channels, nats);
  REQUIRE(second.serve.becomes_ready());
  second.serve.process().send(SIGTERM);
  REQUIRE(second.serve.process().wait_for(generous) == 0);
  first.serve.process().send(SIGCONT);
  CHECK(first.serve.process().wait_for(generous) == 4);
  const temporary_folder notes;
  running_serve again(notes, first.config, nats.url());
  REQUIRE(again.becomes_ready());
  CHECK(shop(nats.url()).create("A-1") == "paid");
}

TEST_CASE(
    "an engine that waits takes over from the old one on its folder, and no request is lost") {
  const nats_server nats;
  const channels_apart channels;
  engine_apart old(channels, nats);
  REQUIRE(old.serve.becomes_ready());
  const temporary_folder notes;
  running_serve heir(notes, old.config, nats.url(), ":", {"--wait"});
  for (int i = 0; i < 1000 && heir.log().find("\"waiting\"") == std::string::npos; ++i)
    std::this_thread::sleep_for(millis{10});

  std::atomic<bool> over{false};
  std::vector<std::string> answers;
  std::thread customers([&] {
    shop asks(nats.url());
    for (int i = 0; !over; ++i) answers.push_back(asks.create("R-" + std::to_string(i)));
  });
  std::this_thread::sleep_for(millis{300});
  old.serve.process().send(SIGTERM);
  CHECK(old.serve.process().wait_for(generous) == 0);
  CHECK(heir.becomes_ready());
  std::this_thread::sleep_for(millis{300});
  over = true;
  customers.join();
  CHECK(answers.size() > 2);
  for (const auto& answer : answers) CHECK(answer == "paid");
  shop asks(nats.url());
  CHECK(asks.get("R-0") == "paid");
}

TEST_CASE("an engine that waits ends when it is told to") {
  const nats_server nats;
  const channels_apart channels;
  engine_apart first(channels, nats);
  REQUIRE(first.serve.becomes_ready());
  engine_apart heir(channels, nats, {"--wait"});
  REQUIRE(heir.says("waiting"));
  heir.serve.process().send(SIGTERM);
  CHECK(heir.serve.process().wait_for(generous) == 0);
  CHECK(shop(nats.url()).create("A-1") == "paid");
}

TEST_CASE("an engine that was killed is started again at once") {
  const nats_server nats;
  const channels_apart channels;
  engine_apart killed(channels, nats);
  REQUIRE(killed.serve.becomes_ready());
  killed.serve.process().send(SIGKILL);
  static_cast<void>(killed.serve.process().wait());
  const temporary_folder notes;
  running_serve again(notes, killed.config, nats.url());
  CHECK(again.becomes_ready());
}
