#include "adapters/nats/client.hpp"

#include "tests/adapters/nats/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::nats {

TEST_CASE("a client tells silence, absence and loss apart") {
  testing::nats_server server;
  const auto notes = std::make_shared<testing::noted>();
  const auto through = testing::connected(server, notes);
  client ask(through);

  const auto nobody = ask.ask("pay.order.get", "{}", {}, millis{2000});
  CHECK(std::get<request_failure>(nobody) == request_failure::no_responders);

  natsSubscription* mute = nullptr;
  REQUIRE(natsConnection_SubscribeSync(&mute, through->handle(), "pay.order.get") == NATS_OK);
  const auto silent = ask.ask("pay.order.get", "{}", {}, millis{50});
  CHECK(std::get<request_failure>(silent) == request_failure::timeout);
  natsSubscription_Destroy(mute);

  natsConnection_Close(through->handle());
  const auto lost = ask.ask("pay.order.get", "{}", {}, millis{50});
  CHECK(std::get<request_failure>(lost) == request_failure::disconnected);
  CHECK_FALSE(ask.publish("pay.order.get", "{}", {}));
  for (const auto failure :
       {request_failure::no_responders, request_failure::timeout, request_failure::disconnected})
    CHECK_FALSE(explained(failure).empty());
}

TEST_CASE("what the client sends as headers and body arrives") {
  const testing::nats_server server;
  const auto notes = std::make_shared<testing::noted>();
  const auto through = testing::connected(server, notes);
  natsSubscription* raw = nullptr;
  REQUIRE(natsConnection_SubscribeSync(&raw, through->handle(), "x") == NATS_OK);
  REQUIRE(client(through).publish("x", "body", {{"A", "1"}}));
  natsMsg* message = nullptr;
  REQUIRE(natsSubscription_NextMsg(&message, raw, 5000) == NATS_OK);
  const char* value = nullptr;
  CHECK(natsMsgHeader_Get(message, "A", &value) == NATS_OK);
  CHECK(std::string(value) == "1");
  CHECK(std::string(natsMsg_GetData(message)) == "body");
  natsMsg_Destroy(message);
  natsSubscription_Destroy(raw);
}

}  // namespace sluice::nats
