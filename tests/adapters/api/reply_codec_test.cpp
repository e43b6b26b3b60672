#include "adapters/api/reply_codec.hpp"

#include <nlohmann/json.hpp>

#include "adapters/api/json_form.hpp"
#include "adapters/api/v1/api.pb.h"
#include "tests/catch.hpp"

namespace sluice::api {
namespace {

using json = nlohmann::ordered_json;

refund_view some_refund() {
  refund_view r;
  r.order = {merchant_id("m1"), order_no("A-1001")};
  r.refund_no = "R-1";
  r.state = "processing";
  r.purpose = "merchant";
  r.amount = {250, currency::cny};
  r.requested_at = instant{millis{1'767'323'045'678}};
  r.sequence = 12;
  return r;
}

order_view some_order() {
  order_view o;
  o.order = {merchant_id("m1"), order_no("A-1001")};
  o.state = "paid";
  o.detail = "paid";
  o.amount = {1250, currency::cny};
  o.refunded_minor = 250;
  o.channel = "wechat";
  o.code = "SUCCESS";
  o.description = "coffee";
  o.masked_code = "13**************89";
  o.attempts.push_back({1, "wechat", "k1", "paid", "SUCCESS", "4200", 1250, "none"});
  o.refunds.push_back(some_refund());
  o.accepted_at = instant{millis{1'767'323'045'678}};
  o.updated_at = instant{millis{1'767'323'046'000}};
  o.sequence = 9;
  return o;
}

}  // namespace

TEST_CASE("a step that took no time that anybody knows does not say that it took none") {
  trace_view t{.order = {merchant_id("m1"), order_no("A-1001")}, .state = "paid"};
  auto& paid = t.steps.emplace_back();
  paid.step = "order_paid";
  auto& called = t.steps.emplace_back();
  called.step = "call_pay";
  called.took = millis{0};
  const auto steps = json::parse(encode(t, body_format::json)).at("steps");
  CHECK_FALSE(steps.at(0).contains("took_ms"));
  CHECK(steps.at(1).at("took_ms") == 0);
}

TEST_CASE("an order is answered as one line of JSON with the names of the interface") {
  CHECK(encode(some_order(), body_format::json) ==
        R"({"merchant":"m1","order_no":"A-1001","state":"paid","detail":"paid",)"
        R"("business_type":"payment_code","amount_minor":1250,"currency":"CNY",)"
        R"("amount":"12.50 CNY","refunded_minor":250,"channel":"wechat","attempts":1,)"
        R"("code":"SUCCESS","payment_code":"13**************89","description":"coffee",)"
        R"("conflicts":0,"accepted_at":"2026-01-02T03:04:05.678Z",)"
        R"("updated_at":"2026-01-02T03:04:06.000Z","sequence":9,)"
        R"("attempt_list":[{"number":1,"channel":"wechat","channel_key":"k1","outcome":"paid",)"
        R"("code":"SUCCESS","channel_reference":"4200","held_minor":1250,"question":"none"}],)"
        R"("refunds":[{"merchant":"m1","order_no":"A-1001","refund_no":"R-1",)"
        R"("state":"processing","purpose":"merchant","code":"","amount_minor":250,)"
        R"("currency":"CNY","amount":"2.50 CNY","requested_at":"2026-01-02T03:04:05.678Z",)"
        R"("sequence":12,"returned_minor":0}],"refunds_left_out":0,"money_returned":"",)"
        R"("risk":"","code_tries_left":0,"shadow":false,"payer_action":"",)"
        R"("payer_action_content":"","captured_minor":0})");
}

TEST_CASE("an answer in JSON is the text of its Protobuf message") {
  auto order = some_order();
  order.description = "a\"b\\c\n\x01\xe4\xb8\xad/";
  order.attempts.push_back({2, "alipay", "k2", "open", "", "", 0, "none"});
  order.refunds.push_back(some_refund());
  const auto text_of = [](google::protobuf::Message&& message, const answer& given) {
    REQUIRE(message.ParseFromString(encode(given, body_format::protobuf)));
    std::string text;
    write_json(message, text);
    return text;
  };
  for (const auto& given : {order, order_view{}})
    CHECK(encode(given, body_format::json) == text_of(v1::Order(), given));
  for (const auto& given : {some_refund(), refund_view{}})
    CHECK(encode(given, body_format::json) == text_of(v1::Refund(), given));
}

TEST_CASE("an answer carries nothing over from the one before") {
  static_cast<void>(encode(some_order(), body_format::json));
  const auto empty = json::parse(encode(order_view{}, body_format::json));
  CHECK(empty["attempt_list"].empty());
  CHECK(empty["refunds"].empty());
  CHECK(empty["description"] == "");
  CHECK(empty["accepted_at"] == "");
}

TEST_CASE("Protobuf questions get Protobuf answers") {
  v1::Order order;
  REQUIRE(order.ParseFromString(encode(some_order(), body_format::protobuf)));
  CHECK(order.amount_minor() == 1250);
  CHECK(order.attempt_list(0).channel_reference() == "4200");
  CHECK(order.refunds(0).refund_no() == "R-1");

  v1::Refund refund;
  REQUIRE(refund.ParseFromString(encode(some_refund(), body_format::protobuf)));
  CHECK(refund.state() == "processing");

  v1::ErrorReply reply;
  REQUIRE(reply.ParseFromString(
      encode(rejection{rejection_code::busy, "", "later"}, body_format::protobuf)));
  CHECK(reply.error().code() == "busy");
  CHECK(reply.error().retryable());
}

TEST_CASE("a refusal is answered as an error object") {
  const rejection refused{rejection_code::amount_must_be_positive, "amount_minor", "must be"};
  CHECK(encode(refused, body_format::json) ==
        R"({"error":{"code":"amount_must_be_positive","field":"amount_minor",)"
        R"("message":"must be","retryable":false}})");
}

TEST_CASE("channels are answered as a list") {
  channel_view channel;
  channel.id = "wechat";
  channel.in_flight = 3;
  const auto list =
      json::parse(encode(std::vector<channel_view>{channel, channel}, body_format::json));
  REQUIRE(list["channels"].size() == 2);
  CHECK(list["channels"][0]["in_flight"] == 3);
}

namespace {

merchant_view some_merchant() {
  return {
      .id = "m9",
      .life = "active",
      .business_types = {business_type::payment_code, business_type::quick_pay},
      .channels = {channel_id{"alipay"}, channel_id{"wechat"}},
      .documents = {{"licence.pdf", std::string(64, 'a')}},
      .levels =
          {{business_type::payout,
            {.to = merchant::level::throttled, .per_second = 5, .until = instant{millis{0}}}}},
      .promotions = {{business_type::quick_pay, {.until = instant{millis{1000}}, .times = 50}}},
      .origins = {{"life", {author::person, "li.wei", "papers are fine", instant{millis{1000}}}},
                  {"channels", {.by = author::nobody}}}};
}

}  // namespace

TEST_CASE("a channel's settings are answered with who said so") {
  channel_view channel;
  channel.id = "wechat";
  channel.queue_deadline = millis{700};
  channel.origins = {{"enabled", {.by = author::file, .since = instant{millis{1000}}}}};
  const auto told = json::parse(encode(channel, body_format::json));
  CHECK(told["queue_deadline_ms"] == 700);
  CHECK(told["origins"] ==
        json::array({{{"name", "enabled"},
                      {"author", "file"},
                      {"operator_name", ""},
                      {"reason", ""},
                      {"since", "1970-01-01T00:00:01.000Z"}}}));
}

TEST_CASE("the engine's level is answered with what it lists and who wanted it") {
  const engine_view view{
      .now = {.to = degradation::level::essential,
              .business_types = {business_type::payout},
              .channels = {channel_id{"alipay"}},
              .until = instant{millis{0}}},
      .from = {author::person, "li.wei", "in need", instant{millis{1000}}},
      .position = 3};
  const auto told = json::parse(encode(view, body_format::json));
  CHECK(told["level"] == "essential");
  CHECK(told["business_types"] == json::array({"payout"}));
  CHECK(told["channels"] == json::array({"alipay"}));
  CHECK(told["until"] == "1970-01-01T00:00:00.000Z");
  CHECK(told["origin"]["operator_name"] == "li.wei");
  CHECK(told["position"] == 3);
  const auto usual = json::parse(encode(engine_view{}, body_format::json));
  CHECK(usual["level"] == "normal");
  CHECK(usual["until"] == "");
  CHECK_FALSE(usual.contains("origin"));
  const engine_view put_back{.now = {.to = degradation::level::restored, .restored_after = 57}};
  const auto restored = json::parse(encode(put_back, body_format::json));
  CHECK(restored["level"] == "restored");
  CHECK(restored["restored_after"] == 57);
}

TEST_CASE("a merchant is answered with all that it may do") {
  const auto told = json::parse(encode(some_merchant(), body_format::json));
  CHECK(told["merchant"] == "m9");
  CHECK(told["life"] == "active");
  CHECK(told["business_types"] == json::array({"payment_code", "quick_pay"}));
  CHECK(told["channels"] == json::array({"alipay", "wechat"}));
  CHECK(told["documents"] ==
        json::array({{{"name", "licence.pdf"}, {"sha256", std::string(64, 'a')}}}));
  CHECK(told["levels"] == json::array({{{"business_type", "payout"},
                                        {"level", "throttled"},
                                        {"per_second", 5},
                                        {"until", "1970-01-01T00:00:00.000Z"}}}));
  CHECK(told["promotions"] == json::array({{{"business_type", "quick_pay"},
                                            {"times", 50},
                                            {"from", ""},
                                            {"until", "1970-01-01T00:00:01.000Z"}}}));
  CHECK(told["origins"][0]["operator_name"] == "li.wei");
  CHECK(told["origins"][1]["since"] == "");
}

TEST_CASE("merchants are answered page by page, and a reload with its keys") {
  const auto list =
      json::parse(encode(merchant_list{{some_merchant(), some_merchant()}, 2}, body_format::json));
  CHECK(list["merchants"].size() == 2);
  CHECK(list["next"] == 2);
  const auto reload = json::parse(encode(
      reload_view{"sluice.toml",
                  {"merchants.m1.enabled"},
                  {"nats.url"},
                  {{"merchants.m2.enabled", {author::person, "li.wei", "fraud", instant{}}}}},
      body_format::json));
  CHECK(reload["file"] == "sluice.toml");
  CHECK(reload["changed"] == json::array({"merchants.m1.enabled"}));
  CHECK(reload["needs_restart"] == json::array({"nats.url"}));
  CHECK(reload["kept"][0]["name"] == "merchants.m2.enabled");
  CHECK(reload["kept"][0]["operator_name"] == "li.wei");
  const auto none = json::parse(encode(merchant_list{}, body_format::json));
  CHECK(none["merchants"] == json::array());
}

TEST_CASE("settings are answered in Protobuf as well") {
  v1::Merchant merchant;
  REQUIRE(merchant.ParseFromString(encode(some_merchant(), body_format::protobuf)));
  CHECK(merchant.channels(0) == "alipay");
  CHECK(merchant.business_types_size() == 2);
  CHECK(merchant.origins(0).author() == "person");
}

}  // namespace sluice::api
