#include "adapters/nats/stream_watch.hpp"

#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/adapters/nats/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::nats {
namespace {

using testing::soon;

/// A server with JetStream, whose files are gone afterwards.
class streaming_server {
 public:
  ~streaming_server() {
    server.stop();
    std::filesystem::remove_all(folder_);
  }
  streaming_server() = default;
  streaming_server(const streaming_server&) = delete;
  streaming_server& operator=(const streaming_server&) = delete;

 private:
  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("sluice-js-" + std::to_string(::getpid()));

 public:
  testing::nats_server server{{"-js", "-sd", folder_.string()}};
};

void make_stream(client& by, const std::string& name, const std::vector<std::string>& subjects) {
  const nlohmann::json config{{"name", name},          {"subjects", subjects}, {"storage", "file"},
                              {"retention", "limits"}, {"discard", "old"},     {"num_replicas", 1}};
  const auto made = by.ask("$JS.API.STREAM.CREATE." + name, config.dump(), {}, millis{5000});
  REQUIRE(std::get<response>(made).body.find("\"error\"") == std::string::npos);
}

std::string body_of_answer(const std::variant<response, request_failure>& result) {
  return std::get<response>(result).body;
}

}  // namespace

TEST_CASE("patterns collide when a subject fits both") {
  for (const auto& [pattern, collides] : std::vector<std::pair<std::string, bool>>{
           {"pay.>", true},
           {">", true},
           {"*.>", true},
           {"pay.order.create", true},
           {"pay.*.create", true},
           {"*.*.*", true},
           {"pay.order.>", true},
           {"pay.evt.>", false},
           {"pay.*", false},
           {"pay.order.create.>", false},
           {"pay.order", false},
           {"acme.>", false},
           {"", false}}) {
    CAPTURE(pattern);
    CHECK(subjects_collide(pattern, "pay.order.create") == collides);
    CHECK(subjects_collide("pay.order.create", pattern) == collides);
  }
}

TEST_CASE("a stream over requests is told of at the start and after a reconnection") {
  streaming_server js;
  const auto notes = std::make_shared<testing::noted>();
  const auto at = testing::connected(js.server, notes);
  client by(testing::connected(js.server, std::make_shared<testing::noted>()));
  make_stream(by, "EVENTS", {"pay.evt.>"});
  make_stream(by, "OTHERS", {"acme.>"});
  make_stream(by, "ORDERS", {"pay.order.*", "pay.x"});

  const auto watch = stream_watch::start(at, "pay", notes);
  REQUIRE(soon([&] { return notes->count("stream_over_requests") == 1; }));
  CHECK(notes->mention("ORDERS"));
  CHECK(notes->mention("pay.order.*"));
  CHECK_FALSE(notes->mention("pay.x"));

  js.server.stop();
  REQUIRE(soon([&] { return notes->has("nats_disconnected"); }));
  js.server.start();
  CHECK(soon([&] { return notes->count("stream_over_requests") == 2; }));
  CHECK_FALSE(notes->mention("EVENTS"));
  CHECK_FALSE(notes->mention("OTHERS"));
}

TEST_CASE("where there is no JetStream nothing is said, and nobody waits") {
  const testing::nats_server server;
  const auto notes = std::make_shared<testing::noted>();
  const auto at = testing::connected(server, notes);
  const auto watch = stream_watch::start(at, "pay", notes);
  REQUIRE(at->flush(millis{2000}));
  CHECK_FALSE(notes->has("stream_over_requests"));
  CHECK_FALSE(notes->has("nats_error"));
}

TEST_CASE("a stream's word that it has stored a request is not taken for the answer") {
  streaming_server js;
  const auto through = testing::connected(js.server, std::make_shared<testing::noted>());
  client ask(through);
  make_stream(ask, "ALL", {"pay.>"});
  const auto stored = ask.ask("pay.order.get", "{}", {}, millis{200});
  CHECK(std::get<request_failure>(stored) == request_failure::only_stored);

  const auto notes = std::make_shared<testing::noted>();
  testing::made_up_engine engine;
  auto started = service::start(
      testing::connected(js.server, notes), {}, [&](request r) { engine.submit(std::move(r)); },
      notes);
  const auto serving = std::get<std::unique_ptr<service>>(std::move(started));
  const auto paid =
      ask.ask("pay.order.get", R"({"merchant":"m1","order_no":"A-1"})", {}, millis{5000});
  CHECK(nlohmann::json::parse(body_of_answer(paid))["state"] == "paid");
  CHECK(std::get<response>(paid).stored_in == "ALL");
  CHECK(soon([&] { return notes->has("stream_over_requests"); }));
}

TEST_CASE("answers come where this user may hear them") {
  testing::stage s;
  client ask(s.through, "_INBOX.shop");
  natsSubscription* raw = nullptr;
  REQUIRE(natsConnection_SubscribeSync(&raw, s.at->handle(), "_INBOX.shop.>") == NATS_OK);
  REQUIRE(s.at->flush(millis{2000}));
  CHECK_FALSE(std::get<response>(ask.ask("pay.help", "", {}, millis{5000})).body.empty());
  natsMsg* heard = nullptr;
  CHECK(natsSubscription_NextMsg(&heard, raw, 5000) == NATS_OK);
  natsMsg_Destroy(heard);
  natsSubscription_Destroy(raw);
}

}  // namespace sluice::nats
