#include <nlohmann/json.hpp>

#include "tests/adapters/nats/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::nats {
namespace {

using nlohmann::json;
using testing::soon;
using testing::stage;

std::string create_with(const json& changed) {
  auto body = json::parse(api::info_of(api::endpoint::create_order).example);
  body.merge_patch(changed);
  return body.dump();
}

service_options room_for_five() {
  service_options options;
  options.limits.in_progress = 5;  // payouts find room for 2, payments for 4
  return options;
}

/// A service at which more and more payments are in progress.
struct filling : stage {
  filling() : stage(room_for_five()) {}

  void hold_one_more() {
    const auto wanted = engine.count() + 1;
    REQUIRE(natsConnection_PublishRequestString(
                through->handle(), "pay.order.create", "inbox",
                create_with({{"order_no", "HOLD"}}).c_str()) == NATS_OK);
    REQUIRE(soon([&] { return engine.count() == wanted; }));
  }
  bool takes(const std::string& subject, const std::string& body) {
    const auto r = get(subject, body);
    if (r.is_error()) CHECK(r.with.at("Pay-Error-Reason") == "busy");
    return !r.is_error();
  }
  bool takes_payout() {
    return takes(
        "pay.order.create", create_with({{"business_type", "payout"}, {"payment_code", nullptr}}));
  }
  bool takes_payment() { return takes("pay.order.create", create_with({{"order_no", "A-1"}})); }
  bool takes_look() { return takes("pay.order.get", R"({"merchant":"m1","order_no":"A-1"})"); }
};

}  // namespace

TEST_CASE("the fuller it gets, the more is refused: payouts, then payments") {
  filling s;
  s.hold_one_more();
  CHECK(s.takes_payout());
  s.hold_one_more();
  CHECK_FALSE(s.takes_payout());
  CHECK(s.takes_payment());
  s.hold_one_more();
  CHECK(s.takes_payment());
  s.hold_one_more();
  CHECK_FALSE(s.takes_payment());
  CHECK_FALSE(s.takes_payout());
  CHECK(s.takes_look());
  s.engine.answer_held();
  CHECK(s.takes_payout());
}

TEST_CASE("what is refused for want of room has not reached the engine") {
  filling s;
  s.hold_one_more();
  s.hold_one_more();
  const auto before = s.engine.count();
  CHECK_FALSE(s.takes_payout());
  CHECK(s.engine.count() == before);
}

}  // namespace sluice::nats
