/// deploy/nats.conf as a nats-server takes it: who can do what.

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "adapters/nats/owner_watch.hpp"
#include "source_tree.hpp"
#include "tests/adapters/nats/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::nats {
namespace {

using testing::create;
using testing::soon;

testing::nats_server deployed_server() {
  for (const auto* name :
       {"SLUICE_ENGINE_PASSWORD", "SLUICE_SHOP_PASSWORD", "SLUICE_OPERATOR_PASSWORD",
        "SLUICE_RISK_PASSWORD", "SLUICE_READER_PASSWORD"})
    ::setenv(name, "made-up", 1);
  return testing::nats_server({"-c", SLUICE_SOURCE_DIR "/deploy/nats.conf"});
}

struct somebody {
  somebody(const testing::nats_server& server, const std::string& user)
      : at(testing::connected(
            {.url = server.url(), .user = user, .password = secret("made-up")}, notes)),
        ask(at, "_INBOX." + user) {}

  /// What was published on a subject that this user may hear.
  [[nodiscard]] natsSubscription* listen(const char* subject) const {
    natsSubscription* made = nullptr;
    REQUIRE(natsConnection_SubscribeSync(&made, at->handle(), subject) == NATS_OK);
    REQUIRE(at->flush(millis{2000}));
    return made;
  }
  void publish(const std::string& subject) const {
    REQUIRE(client(at).publish(subject, "{}", {}));
    REQUIRE(at->flush(millis{2000}));
  }
  [[nodiscard]] bool was_refused() const {
    return soon([&] { return notes->has("nats_error"); });
  }

  std::shared_ptr<testing::noted> notes = std::make_shared<testing::noted>();
  std::shared_ptr<connection> at;
  client ask;
};

int heard_by(natsSubscription* listening, const connection& at) {
  REQUIRE(at.flush(millis{2000}));
  int count = 0;
  REQUIRE(natsSubscription_GetPending(listening, &count, nullptr) == NATS_OK);
  natsSubscription_Destroy(listening);
  return count;
}

/// The server of deploy/, with a made-up engine behind its service.
struct deployment {
  deployment() {
    auto started = service::start(
        engine_user.at, {}, [this](request r) { engine.submit(std::move(r)); }, engine_user.notes);
    serving = std::get<std::unique_ptr<service>>(std::move(started));
  }

  testing::nats_server server = deployed_server();
  somebody engine_user{server, "engine"};
  testing::made_up_engine engine;
  std::unique_ptr<service> serving;
};

}  // namespace

TEST_CASE("as deployed, a service asks for payments and the engine answers") {
  deployment d;
  somebody shop(d.server, "shop");
  const auto paid = shop.ask.ask("pay.order.create", create, {}, millis{5000});
  CHECK(nlohmann::json::parse(std::get<response>(paid).body)["state"] == "paid");
  CHECK_FALSE(shop.notes->has("nats_error"));
  CHECK_FALSE(d.engine_user.notes->has("nats_error"));  // whatever it needs, it may
}

TEST_CASE("as deployed, somebody may ask for each thing that can be asked") {
  std::ifstream file(SLUICE_SOURCE_DIR "/deploy/nats.conf");
  const std::string permissions{std::istreambuf_iterator<char>(file), {}};
  for (const auto& row : api::endpoints()) {
    const auto subject = "\"pay." + std::string(row.subject) + '"';
    CAPTURE(subject);
    CHECK(permissions.find(subject) != std::string::npos);
  }
}

TEST_CASE("as deployed, a service publishes requests only, and hears its own answers only") {
  deployment d;
  const somebody reader(d.server, "reader");
  for (const auto* subject :
       {"pay.evt.order.order_paid.m1/A-1", "pay.order.resolve", "pay.x", "pay-alarms.heartbeat",
        "$SRV.PING", "_INBOX.operator.1", "acme.evt.x"}) {
    CAPTURE(subject);
    const somebody shop(d.server, "shop");
    auto* const events = reader.listen("pay.evt.>");
    shop.publish(subject);
    CHECK(shop.was_refused());
    CHECK(heard_by(events, *reader.at) == 0);
  }
  for (const auto* subject : {"pay.order.create", "pay.>", "_INBOX.operator.>", "_INBOX.>", ">"}) {
    CAPTURE(subject);
    const somebody shop(d.server, "shop");
    natsSubscription_Destroy(shop.listen(subject));
    CHECK(shop.was_refused());
  }
  CHECK(d.engine.count() == 0);
}

TEST_CASE("as deployed, a reader hears the events and publishes nothing") {
  deployment d;
  const somebody reader(d.server, "reader");
  auto* const events = reader.listen("pay.evt.>");
  d.engine_user.publish("pay.evt.order.order_paid.m1/A-1");
  CHECK(heard_by(events, *reader.at) == 1);
  CHECK_FALSE(reader.notes->has("nats_error"));
  for (const auto* subject : {"pay.evt.order.order_paid.m1/A-1", "pay.order.create", "x"}) {
    const somebody another(d.server, "reader");
    another.publish(subject);
    CHECK(another.was_refused());
  }
}

TEST_CASE("as deployed, the engine can be made to publish nothing but events and answers") {
  const auto server = deployed_server();
  for (const auto* subject : {"pay.order.create", "x", "$JS.API.STREAM.DELETE.ALL", "$SRV.PING"}) {
    const somebody engine(server, "engine");
    engine.publish(subject);
    CHECK(engine.was_refused());
  }
}

TEST_CASE("as deployed, engines hear each other and nobody else has a word there") {
  const auto server = deployed_server();
  const auto notes = std::make_shared<testing::noted>();
  auto started = owner_watch::start(
      {.url = server.url(), .user = "engine", .password = secret("made-up")},
      {.wall = [] { return instant{millis{1}}; }}, notes);
  REQUIRE(std::holds_alternative<std::unique_ptr<owner_watch>>(started));
  auto& watch = *std::get<std::unique_ptr<owner_watch>>(started);
  watch.be_prepared();
  REQUIRE(
      soon([&] { return std::holds_alternative<owner_watch::owns>(watch.decided(millis{10})); }));
  CHECK_FALSE(notes->has("owner_unguarded"));
  for (const auto* user : {"shop", "operator", "reader"}) {
    const somebody stranger(server, user);
    stranger.publish("pay-engines.owner.0");
    CHECK(stranger.was_refused());
  }
}

}  // namespace sluice::nats
