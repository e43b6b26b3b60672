/// Questions to the risk service on a real nats-server.

#include "adapters/nats/risk_line.hpp"

#include <nlohmann/json.hpp>

#include "adapters/nats/message.hpp"
#include "tests/adapters/nats/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::nats {
namespace {

risk_question about(risk_question_no number) {
  return {.order = {merchant_id("m1"), order_no("A-1001")},
          .number = number,
          .type = business_type::quick_pay,
          .amount = {1250, currency::cny},
          .paid_with = instrument("debit_card", "icbc"),
          .code = number > 0 ? secret("493817") : secret(),
          .within = millis{50}};
}

std::string heard(natsSubscription* by) {
  natsMsg* message = nullptr;
  REQUIRE(natsSubscription_NextMsg(&message, by, 5000) == NATS_OK);
  const message_ptr held(message);
  CHECK(header(*held, "Content-Type") == "application/json");
  return std::string(body_of(*held));
}

}  // namespace

TEST_CASE("a question is heard on the subject of its kind, and says where its answer goes") {
  testing::nats_server server;
  const auto notes = std::make_shared<testing::noted>();
  const auto engine = testing::connected(server, notes);
  const auto service = testing::connected(server, notes);
  natsSubscription *orders = nullptr, *codes = nullptr;
  REQUIRE(natsConnection_SubscribeSync(&orders, service->handle(), "risk.order") == NATS_OK);
  REQUIRE(natsConnection_SubscribeSync(&codes, service->handle(), "risk.code") == NATS_OK);
  REQUIRE(service->flush(millis{2000}));

  risk_line line(engine, "risk", "pay");
  REQUIRE(line.ask(about(0)));
  REQUIRE(line.ask(about(3)));
  CHECK(heard(orders) ==
        R"({"merchant":"m1","order_no":"A-1001","question":0,"business_type":"quick_pay",)"
        R"("amount_minor":1250,"currency":"CNY","paid_with":"debit_card/icbc",)"
        R"("payment_code":"","within_ms":50,"answer_to":"pay.risk.answer"})");
  const auto of_code = nlohmann::json::parse(heard(codes));
  CHECK(of_code["question"] == 3);
  CHECK(of_code["code"] == "493817");
  natsSubscription_Destroy(orders);
  natsSubscription_Destroy(codes);
}

TEST_CASE("while the connection is lost nobody is asked, and nothing is put aside for later") {
  auto server = std::make_unique<testing::nats_server>();
  const auto notes = std::make_shared<testing::noted>();
  const auto engine = testing::connected(*server, notes);
  risk_line line(engine, "risk", "pay");
  server.reset();
  CHECK(testing::soon([&] { return !engine->is_connected(); }));
  CHECK_FALSE(line.ask(about(0)));
}

}  // namespace sluice::nats
