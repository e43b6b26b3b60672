// On a real nats-server.

#include "adapters/notices/nats_receiver.hpp"

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "adapters/nats/message.hpp"
#include "app/scratch_folder.hpp"
#include "tests/adapters/nats/stage.hpp"
#include "tests/adapters/notices/sent.hpp"
#include "tests/catch.hpp"

namespace sluice::test::nats_receiver_test {
using namespace sluice::notices;
using sluice::testing::nats_server;

namespace {

struct free_subscription {
  void operator()(natsSubscription* s) const noexcept { natsSubscription_Destroy(s); }
};
using subscription = std::unique_ptr<natsSubscription, free_subscription>;

subscription listen(const nats::connection& at, const char* subject) {
  natsSubscription* made = nullptr;
  REQUIRE(natsConnection_SubscribeSync(&made, at.handle(), subject) == NATS_OK);
  REQUIRE(at.flush(millis{2000}));
  return subscription(made);
}

nats::message_ptr heard(const subscription& by) {
  natsMsg* message = nullptr;
  REQUIRE(natsSubscription_NextMsg(&message, by.get(), 5000) == NATS_OK);
  return nats::message_ptr(message);
}

std::shared_ptr<nats::connection> link_to(const nats_server& server) {
  return sluice::testing::connected(server, std::make_shared<sluice::testing::noted>());
}

}  // namespace

TEST_CASE("a notice is heard beside the prefix, on the subject of its kind") {
  nats_server server;
  const auto engine = link_to(server), people = link_to(server);
  const auto all = listen(*people, "pay-alarms.>");
  const nats_receiver to(engine, "pay");
  REQUIRE(to.send(a_letter()).is_delivered);
  const auto message = heard(all);
  CHECK(std::string(natsMsg_GetSubject(message.get())) == "pay-alarms.notice.network_channel");
  CHECK(nats::body_of(*message) == a_letter().json);
  CHECK(nats::header(*message, "Nats-Msg-Id") == "alarm-7@log1.sluice");
  CHECK(nats::header(*message, "Content-Type") == "application/json");
}

TEST_CASE("of a digest that is longer than the server takes comes what people read first") {
  const app::scratch_folder folder("notices", std::filesystem::temp_directory_path());
  const auto file = folder.path() / "nats.conf";
  std::ofstream(file) << "max_payload: 4096\n";
  nats_server server({"-c", file.string()});
  const auto engine = link_to(server), people = link_to(server);
  const auto all = listen(*people, "pay-alarms.notice.digest");
  const nats_receiver to(engine, "pay");
  REQUIRE(to.send(a_letter(alarm::digest{.told = {50, a_notice()}}, "digest-bus.1")).is_delivered);
  const auto read = nlohmann::json::parse(nats::body_of(*heard(all)));
  CHECK(read["subject"] == "50 notices of alarms");
  CHECK(read["omitted"] == "the rest is more than this server takes");
}

TEST_CASE("while there is no connection nothing is put aside, and a refusal is noticed") {
  const app::scratch_folder folder("notices", std::filesystem::temp_directory_path());
  const auto file = folder.path() / "nats.conf";
  std::ofstream(file) << "authorization { users = [ { user: a, password: b, permissions: {\n"
                         "  publish: { deny: [\"pay-alarms.>\"] } } } ] }\n";
  nats_server server({"-c", file.string()});
  nats::connection_options options{.url = server.url()};
  options.user = "a";
  options.password = secret("b");
  const auto engine =
      sluice::testing::connected(options, std::make_shared<sluice::testing::noted>());
  const nats_receiver to(engine, "pay");
  for (int i = 0; i < 2; ++i)
    CHECK(to.send(a_letter()).why ==
          "is a server that does not let us publish on pay-alarms.notice.network_channel");
  server.stop();
  for (int i = 0; i < 500 && engine->is_connected(); ++i) std::this_thread::sleep_for(millis{10});
  CHECK(to.send(a_letter()).why == "is a server to which there is no connection");
}

TEST_CASE("that the engine lives is heard, as long as it is the owner") {
  nats_server server;
  const auto engine = link_to(server), outside = link_to(server);
  const auto all = listen(*outside, "pay-alarms.heartbeat");
  bool is_owner = false;
  nats_heartbeat heart(engine, "pay", [&] { return is_owner; });
  heart.beat({.at = letter_time, .position = 1, .firing = 0});
  is_owner = true;
  heart.beat({.at = letter_time, .position = 57, .firing = 2});
  CHECK(nats::body_of(*heard(all)) ==
        R"({"at":"2026-01-02T03:04:05.678Z","position":57,"firing":2})");
}

}  // namespace sluice::test::nats_receiver_test
