#include "adapters/api/transcode.hpp"
#include "adapters/api/v1/api.pb.h"
#include "tests/adapters/api/decoding.hpp"

namespace sluice::api {
namespace {

v1::CreateOrder good_message() {
  v1::CreateOrder m;
  m.set_merchant("m1");
  m.set_order_no("A-1001");
  m.set_business_type("payment_code");
  m.set_amount_minor(1250);
  m.set_currency("CNY");
  m.set_payment_code("134567890123456789");
  m.set_description("coffee");
  m.set_reply_when("final");
  return m;
}

}  // namespace

TEST_CASE("a create says what to pay, for whom and how") {
  const auto r = accepted_json(endpoint::create_order, good_create);
  const auto& ask = std::get<create_order>(r.ask);
  CHECK(to_string(ask.order) == "m1/A-1001");
  CHECK(ask.type == business_type::payment_code);
  CHECK(ask.amount == money{1250, currency::cny});
  CHECK(ask.payment_code.reveal() == "134567890123456789");
  CHECK(ask.description == "coffee");
  CHECK_FALSE(ask.channel.has_value());
  CHECK(ask.body == r.body);
  CHECK(ask.body != fingerprint{});
  CHECK(r.when == reply_when::final);
  CHECK(r.id.value().empty());
  CHECK(r.from.is_nobody());
  CHECK(r.reply_to == nullptr);
}

TEST_CASE("JSON and Protobuf ask for the same thing") {
  const auto body = good_message().SerializeAsString();
  const auto as_protobuf =
      std::get<request>(decode(endpoint::create_order, body_format::protobuf, body, {}));
  const auto as_json = accepted_json(endpoint::create_order, good_create);
  CHECK(as_protobuf.body == as_json.body);
  CHECK(std::get<create_order>(as_protobuf.ask).order == std::get<create_order>(as_json.ask).order);
}

TEST_CASE("who wants to hear at once says so, and it is the same request") {
  const auto body = replaced(good_create, "final", "accepted");
  const auto r = accepted_json(endpoint::create_order, body);
  CHECK(r.when == reply_when::accepted);
  CHECK(r.body == accepted_json(endpoint::create_order, good_create).body);
}

TEST_CASE("a time after which it must not start may be given, and it is the same request") {
  const auto body = replaced(good_create, "}", R"(,"not_after":"2026-01-02T11:04:05.5+08:00"})");
  const auto r = accepted_json(endpoint::create_order, body);
  const instant half_past{millis{1'767'323'045'500}};
  CHECK(std::get<create_order>(r.ask).not_after == half_past);
  CHECK(r.body == accepted_json(endpoint::create_order, good_create).body);
  CHECK_FALSE(std::get<create_order>(accepted_json(endpoint::create_order, good_create).ask)
                  .not_after.has_value());
  auto message = good_message();
  message.set_not_after("2026-01-02T03:04:05.500Z");
  const auto as_protobuf = std::get<request>(
      decode(endpoint::create_order, body_format::protobuf, message.SerializeAsString(), {}));
  CHECK(std::get<create_order>(as_protobuf.ask).not_after == half_past);
}

TEST_CASE("a channel may be given") {
  const auto body = replaced(good_create, "}", R"(,"channel":"wechat-sim"})");
  const auto r = accepted_json(endpoint::create_order, body);
  CHECK(std::get<create_order>(r.ask).channel == channel_id("wechat-sim"));
}

TEST_CASE("a plain key is refused, wherever it stands, with the way to sign") {
  const auto create = replaced(good_create, "}", R"(,"key":"k1"})");
  const std::string get = R"({"merchant":"m1","order_no":"A-1001"})";
  for (const auto& refused : {
           refused_json(endpoint::create_order, create),
           refused_json(endpoint::create_order, good_create, {{}, {}, "k2"}),
           refused_json(endpoint::get_order, replaced(get, "}", R"(,"key":"k1"})")),
           refused_json(endpoint::revoke_order, replaced(get, "}", R"(,"key":"k1"})")),
       }) {
    CHECK(refused.code == rejection_code::key_wrong);
    CHECK(refused.field == "key");
    CHECK(refused.message.find("Pay-Signature") != std::string::npos);
    CHECK(refused.message.find("k1") == std::string::npos);
  }
}

TEST_CASE("a business without payment code needs none") {
  auto body = replaced(good_create, "\"payment_code\",", "\"quick_pay\",");
  body = replaced(body, "\"payment_code\":\"134567890123456789\",", "");
  CHECK(std::get<create_order>(accepted_json(endpoint::create_order, body).ask).type ==
        business_type::quick_pay);
}

TEST_CASE("the description may be 127 characters of any language") {
  std::string text;
  for (int i = 0; i < 127; ++i) text += "\xe4\xb8\xad";
  const auto r = accepted_json(endpoint::create_order, replaced(good_create, "coffee", text));
  CHECK(std::get<create_order>(r.ask).description == text);
}

TEST_CASE("white space, order of fields, escapes and null do not matter") {
  const auto r = accepted_json(
      endpoint::create_order,
      "\r\n{ \"currency\" : \"C\\u004eY\", \"description\":\"coffee\","
      "\"payment_code\":\"134567890123456789\", \"amount_minor\":1250,"
      "\"business_type\":\"payment_code\",\"order_no\":\"A-1001\","
      "\"merchant\":\"m1\", \"channel\": null }\n");
  CHECK(r.body == accepted_json(endpoint::create_order, good_create).body);
}

TEST_CASE("headers become command id and trace; a trace that cannot be one is dropped") {
  constexpr std::string_view trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  const auto r = accepted_json(endpoint::create_order, good_create, {"cmd-1", trace, {}});
  CHECK(r.id == command_id("cmd-1"));
  CHECK(r.traceparent == trace);
  CHECK(accepted_json(endpoint::create_order, good_create, {{}, "not a trace", {}})
            .traceparent.empty());
}

TEST_CASE("every question comes through as what it is") {
  const auto example = [](endpoint which) {
    return accepted_json(which, info_of(which).example).ask;
  };
  CHECK(to_string(std::get<get_order>(example(endpoint::get_order)).order) == "m1/A-1001");
  const auto revoke = std::get<revoke_order>(example(endpoint::revoke_order));
  CHECK(revoke.body != fingerprint{});
  const auto capture = std::get<capture_order>(example(endpoint::capture_order));
  CHECK(capture.amount == money{800, currency::cny});
  const auto refund = std::get<create_refund>(example(endpoint::create_refund));
  CHECK(refund.refund == refund_no("R-1"));
  CHECK(refund.amount == money{250, currency::cny});
  CHECK(std::get<get_refund>(example(endpoint::get_refund)).refund == refund_no("R-1"));
  const auto verdict = std::get<resolve_order>(example(endpoint::resolve_order)).verdict;
  CHECK(verdict.verdict == order::resolution::failed);
  CHECK(verdict.operator_name == "li.wei");
  CHECK(verdict.refund.value().empty());
  CHECK(std::holds_alternative<list_channels>(example(endpoint::list_channels)));
}

TEST_CASE("a resolution about a refund names it") {
  const auto r = accepted_json(
      endpoint::resolve_order, R"({"merchant":"m1","order_no":"A-1","resolution":"refunded",)"
                               R"("operator":"li","reason":"in the bill","refund_no":"R-1"})");
  CHECK(std::get<resolve_order>(r.ask).verdict.refund == refund_no("R-1"));
}

TEST_CASE("a resolution may name an attempt, an amount, and a give-back of the engine's own") {
  const auto r = accepted_json(
      endpoint::resolve_order,
      R"({"merchant":"m1","order_no":"A-1","resolution":"failed","operator":"li",)"
      R"("reason":"in the bill","amount_minor":99,"attempt":2})");
  const auto& verdict = std::get<resolve_order>(r.ask).verdict;
  CHECK(verdict.amount_minor == 99);
  CHECK(verdict.attempt == attempt_no{2});
  const auto own = accepted_json(
      endpoint::resolve_order, R"({"merchant":"m1","order_no":"A-1","resolution":"refunded",)"
                               R"("operator":"li","reason":"in the bill","refund_no":"late.1.2"})");
  CHECK(std::get<resolve_order>(own.ask).verdict.refund == refund_no("late.1.2"));
}

TEST_CASE("a card comes whole to whoever sends it on, and is shown by its end") {
  const auto r = accepted_json(
      endpoint::resolve_order,
      R"({"merchant":"m1","order_no":"A-1","resolution":"to_payer_card","operator":"li.wei",)"
      R"("reason":"his card is closed","refund_no":"R-1","card_number":"6216261000000000018",)"
      R"("card_holder":"全渠道","card_bank":"ICBC_DEBIT"})");
  const auto& verdict = std::get<resolve_order>(r.ask).verdict;
  REQUIRE(verdict.card != nullptr);
  CHECK(verdict.card->number.reveal() == "6216261000000000018");
  CHECK(verdict.card->holder_name.reveal() == "全渠道");
  CHECK(verdict.card_shown == "ICBC_DEBIT ***************0018");
}

TEST_CASE("every field of intent changes the fingerprint") {
  const auto before = accepted_json(endpoint::create_order, good_create).body;
  const std::pair<std::string_view, std::string_view> changes[] = {
      {"m1", "m2"},
      {"A-1001", "A-1002"},
      {"1250", "1251"},
      {"CNY", "HKD"},
      {"134567890123456789", "134567890123456780"},
      {"coffee", "tea"},
      {"}", R"(,"channel":"c"})"},
  };
  for (const auto& [from, to] : changes) {
    CAPTURE(from);
    CHECK(accepted_json(endpoint::create_order, replaced(good_create, from, to)).body != before);
  }
}

TEST_CASE("every endpoint's example says the same in Protobuf") {
  for (const auto& row : endpoints()) {
    if (!row.asks_engine) continue;
    CAPTURE(row.name);
    const auto in = [&](body_format form, std::string_view body) {
      return std::get<request>(decode(row.which, form, body, {})).body;
    };
    CHECK(in(body_format::protobuf, protobuf_of(row.which, row.example)) ==
          in(body_format::json, row.example));
  }
}

}  // namespace sluice::api
