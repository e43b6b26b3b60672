// Two engines on one prefix: one takes the requests, and which one is said.

#include <algorithm>
#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <thread>
#include <vector>

#include "adapters/http/http_server.hpp"
#include "adapters/nats/client.hpp"
#include "adapters/nats/message.hpp"
#include "tests/adapters/nats/nats_server.hpp"
#include "tests/app/contains.hpp"
#include "tests/app/running_serve.hpp"
#include "tests/catch.hpp"

namespace sluice::test::two_engines_test {
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

/// Asks without waiting, and hears every answer that comes to each request.
class listening_shop {
 public:
  explicit listening_shop(const std::string& url) {
    auto opened = nats::connection::open({.url = url}, std::make_shared<silence>());
    REQUIRE(std::holds_alternative<std::shared_ptr<nats::connection>>(opened));
    at_ = std::get<std::shared_ptr<nats::connection>>(opened);
    REQUIRE(natsConnection_SubscribeSync(&hears_, at_->handle(), "_INBOX.listening.*") == NATS_OK);
  }
  ~listening_shop() { natsSubscription_Destroy(hears_); }
  listening_shop(const listening_shop&) = delete;
  listening_shop& operator=(const listening_shop&) = delete;

  void create(const std::string& kind, int how_many) {
    for (int i = 0; i < how_many; ++i) {
      const auto number = kind + '-' + std::to_string(i);
      const auto body = order(number, 1200);
      REQUIRE(natsConnection_PublishRequest(
                  at_->handle(), "pay.order.create", ("_INBOX.listening." + number).c_str(),
                  body.data(), static_cast<int>(body.size())) == NATS_OK);
    }
    REQUIRE(at_->flush(generous));
  }
  /// By number, until nothing has come for a while.
  std::map<std::string, std::vector<std::string>> answers() {
    constexpr std::int64_t a_while_ms = 2000;
    natsMsg* raw = nullptr;
    while (natsSubscription_NextMsg(&raw, hears_, a_while_ms) == NATS_OK) {
      const nats::message_ptr held(raw);
      const std::string subject = natsMsg_GetSubject(raw);
      heard_[subject.substr(subject.rfind('.') + 1)].emplace_back(nats::body_of(*raw));
    }
    return heard_;
  }

 private:
  std::shared_ptr<nats::connection> at_;
  natsSubscription* hears_ = nullptr;
  std::map<std::string, std::vector<std::string>> heard_;
};

/// Returns when it has taken effect: on a busy machine a process runs on for a moment.
void stop_for_sure(const child_process& process) {
  process.send(SIGSTOP);
  const auto threads = "/proc/" + std::to_string(process.id()) + "/task";
  const auto all_stopped = [&] {
    for (const auto& thread : std::filesystem::directory_iterator(threads)) {
      std::ifstream file(thread.path() / "stat");
      const std::string text{std::istreambuf_iterator<char>(file), {}};
      const auto state = text.rfind(") ");
      if (state == std::string::npos || text.at(state + 2) != 'T') return false;
    }
    return true;
  };
  for (int i = 0; i < 1000 && !all_stopped(); ++i) std::this_thread::sleep_for(millis{10});
  REQUIRE(all_stopped());
}

/// An engine with a folder of its own.
struct engine_apart {
  engine_apart(const channels_apart& channels, const nats_server& nats,
               const std::vector<std::string>& more = {})
      : config(demo_on(channels.port, free_port(), folder)),
        serve(folder, config, nats.url(), ":", more) {}

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
  CHECK_THAT(second.error, contains("start this one on that log"));
  const auto waiting = run_sluice({"serve", "--config", config, "--nats", nats.url(), "--wait"});
  CHECK(waiting.status == 1);
  CHECK_THAT(waiting.error, contains("would pay again what is asked for again"));
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
  stop_for_sure(first.serve.process());
  engine_apart second(channels, nats);
  REQUIRE(second.serve.becomes_ready());
  first.serve.process().send(SIGCONT);
  REQUIRE(first.serve.says("owner_lost"));
  for (int i = 0; i < 20; ++i) CHECK(asks.get("A-1") == "order_not_found");
  CHECK(asks.create("A-2") == "paid");
  CHECK(first.serve.process().wait_for(generous) == 4);
  CHECK_THAT(first.serve.log(), contains("another engine takes the requests under pay"));
}

TEST_CASE("while an owner is stopped, and when it goes on, each request is answered once") {
  const nats_server nats;
  const channels_apart channels;
  engine_apart first(channels, nats);
  REQUIRE(first.serve.becomes_ready());
  listening_shop asks(nats.url());
  stop_for_sure(first.serve.process());
  asks.create("unheard", 20);
  engine_apart second(channels, nats);
  REQUIRE(second.serve.becomes_ready());
  asks.create("stopped", 100);
  static_cast<void>(asks.answers());
  first.serve.process().send(SIGCONT);
  asks.create("again", 100);
  CHECK(first.serve.process().wait_for(generous) == 4);
  const auto heard = asks.answers();
  CHECK(heard.size() == 200);
  for (const auto& [number, answers] : heard) {
    CAPTURE(number, answers);
    REQUIRE(answers.size() == 1);
    CHECK(json::parse(answers.front())["state"] == "paid");
  }
  CHECK(first.serve.says("owner_stood_still"));
  CHECK(first.serve.says("requests_left_to_owner"));
  const auto exported =
      run_sluice({"audit", "export", "--data", (first.folder.path() / "data").string()});
  CHECK(exported.status == 0);
  CHECK_THAT(exported.out, !contains("order_accepted"));
}

TEST_CASE("an engine that stood still and has no rival answers what came meanwhile, once") {
  const nats_server nats;
  const channels_apart channels;
  engine_apart only(channels, nats);
  REQUIRE(only.serve.becomes_ready());
  listening_shop asks(nats.url());
  stop_for_sure(only.serve.process());
  asks.create("meanwhile", 50);
  std::this_thread::sleep_for(millis{3000});  // longer than a request is held in doubt
  only.serve.process().send(SIGCONT);
  const auto heard = asks.answers();
  CHECK(heard.size() == 50);
  for (const auto& [number, answers] : heard) {
    CAPTURE(number, answers);
    REQUIRE(answers.size() == 1);
    CHECK(json::parse(answers.front())["state"] == "paid");
  }
  CHECK(only.serve.says("owner_stood_still"));
}

TEST_CASE("an engine whose connection to NATS is closed for good ends, to be started again") {
  const temporary_folder conf;
  const auto path = conf.write("nats.conf", "max_connections: 100\n");
  const testing::nats_server nats({"-c", path});
  const channels_apart channels;
  const temporary_folder folder;
  running_serve serve(folder, demo_on(channels.port, free_port(), folder), nats.url());
  REQUIRE(serve.becomes_ready());
  static_cast<void>(conf.write("nats.conf", "max_connections: 1\n"));
  nats.reload();  // closes one with an error that the library does not know
  CHECK(serve.process().wait_for(generous) == 4);
  CHECK_THAT(serve.log(), contains("closed for good"));
}

TEST_CASE("a rival that cannot start takes nothing away from a stopped owner") {
  const nats_server nats;
  const channels_apart channels;
  engine_apart first(channels, nats);
  REQUIRE(first.serve.becomes_ready());
  stop_for_sure(first.serve.process());
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
    REQUIRE(rival.says("waiting"));
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
  stop_for_sure(first.serve.process());
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
  REQUIRE(heir.says("waiting"));

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
  // The one order that was on its way when the old engine was told to stop may be answered at once.
  CHECK(std::count(answers.begin(), answers.end(), "processing") <= 1);
  shop asks(nats.url());
  for (std::size_t i = 0; i < answers.size(); ++i) {
    CHECK((answers[i] == "paid" || answers[i] == "processing"));
    CHECK(asks.get("R-" + std::to_string(i)) == "paid");
  }
}

TEST_CASE("an engine that waits ends when it is told to") {
  const nats_server nats;
  const channels_apart channels;
  engine_apart first(channels, nats);
  REQUIRE(first.serve.becomes_ready());
  const temporary_folder notes;
  running_serve heir(notes, first.config, nats.url(), ":", {"--wait"});
  REQUIRE(heir.says("waiting"));
  heir.process().send(SIGTERM);
  CHECK(heir.process().wait_for(generous) == 0);
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

}  // namespace sluice::test::two_engines_test
