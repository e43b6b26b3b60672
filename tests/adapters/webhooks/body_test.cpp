#include "adapters/webhooks/body.hpp"

#include <nlohmann/json.hpp>

#include "tests/adapters/webhooks/message.hpp"
#include "tests/catch.hpp"

namespace sluice::test::body_test {
using sluice::test::paid_message;
using sluice::webhooks::body_of;

namespace {

refund_view refund(const std::string& number, std::string state) {
  return {.order = {},
          .refund_no = number,
          .state = std::move(state),
          .purpose = "merchant",
          .code = "SUCCESS",
          .amount = {300, currency::cny},
          .returned_minor = 300};
}

}  // namespace

// Merchants' programs read these bytes: a change is a new field, or a new body_version.
TEST_CASE("the body of a paid order is, byte by byte") {
  CHECK(body_of(paid_message()) ==
        R"({"type":"order.paid","timestamp":"2026-01-02T03:04:05.678Z","data":{"body_version":1,)"
        R"("merchant":"m1","order_no":"A-1001","version":4,"state":"paid",)"
        R"("business_type":"payment_code","amount_minor":1200,"currency":"CNY",)"
        R"("refunded_minor":0,"channel":"wechat","code":"SUCCESS"}})");
}

TEST_CASE("the body of a refund has the one that the event is about") {
  auto what = paid_message();
  what.event = "refund.succeeded";
  what.version = 7;
  what.refund = refund_no{"R-2"};
  what.order.refunded_minor = 600;
  what.order.refunds = {refund("R-1", "done"), refund("R-2", "done"), refund("R-3", "processing")};
  CHECK(body_of(what) ==
        R"({"type":"refund.succeeded","timestamp":"2026-01-02T03:04:05.678Z","data":{)"
        R"("body_version":1,"merchant":"m1","order_no":"A-1001","version":7,"state":"paid",)"
        R"("business_type":"payment_code","amount_minor":1200,"currency":"CNY",)"
        R"("refunded_minor":600,"channel":"wechat","code":"SUCCESS","refund":{"refund_no":"R-2",)"
        R"("state":"done","purpose":"merchant","amount_minor":300,"returned_minor":300,)"
        R"("code":""}}})");
  what.refund = refund_no{"R-101"};  // of more than are told
  CHECK(body_of(what).ends_with(R"("code":"SUCCESS","refund":{"refund_no":"R-101"}}})"));
}

TEST_CASE("what only some orders have is in the bodies of those alone") {
  auto revoked = paid_message();
  revoked.event = "order.revoked";
  revoked.order.state = "revoked";
  revoked.order.money_returned = "not_said";
  revoked.order.is_shadow = true;
  CHECK(body_of(revoked).ends_with(
      R"("refunded_minor":0,"channel":"wechat","code":"SUCCESS","money_returned":"not_said",)"
      R"("test":true}})"));
  auto held = paid_message();
  held.event = "order.authorized";
  held.order.type = business_type::preauthorization;
  held.order.captured_minor = 0;
  CHECK(body_of(held).find(R"("refunded_minor":0,"captured_minor":0,"channel")") !=
        std::string::npos);
}

TEST_CASE("the largest body is well below 20 kB") {
  auto what = paid_message();
  const std::string name(max_name_length, 'n');
  what.order.order = {merchant_id{name}, order_no{name}};
  what.order.channel = name;
  what.order.code = std::string(64, 'C');
  what.order.amount.minor_units = max_amount_minor;
  what.order.description = std::string(1000, 'd');
  what.refund = refund_no{name};
  what.order.refunds.assign(100, refund(name, "needs_operator"));
  CHECK(body_of(what).size() < 1000);
}

TEST_CASE("bytes that are no UTF-8 make no body that nobody can read") {
  auto what = paid_message();
  what.order.code = "\xff";
  CHECK(nlohmann::json::parse(body_of(what)).at("data").at("code") == "\xEF\xBF\xBD");
}

}  // namespace sluice::test::body_test
