#include "tests/adapters/channels/qra/sides.hpp"
#include "tests/adapters/channels/vectors.hpp"

namespace sluice::test::qra_request_test {
namespace {

const moment at{.now = instant{}, .chance = 0x1122334455667788U};

http_request sent(const channel_call& call) {
  auto out = qra_side::speaks().assemble(call, at);
  REQUIRE(std::holds_alternative<http_request>(out));
  return std::get<http_request>(std::move(out));
}

/// What goes out for a call: these fields in this order, and a signature that is the gateway's own.
void check_sent(const channel_call& call, const std::string& fields) {
  const auto out = sent(call);
  CHECK(out.target == "/pay/gateway");
  const std::string common =
      "<charset>UTF-8</charset><sign_type>MD5</sign_type><mch_id>QRA29045311KKR1</mch_id>"
      "<nonce_str>8877665544332211</nonce_str><out_trade_no>K1</out_trade_no>";
  const auto sign = out.body.find("<sign>");
  REQUIRE(sign != std::string::npos);
  auto expected = fields;
  const std::string mark = "…";
  expected.replace(expected.find(mark), mark.size(), common);
  CHECK(out.body.substr(0, sign) == "<xml>" + expected);
  CHECK(qra::is_genuine(std::get<xml_fields>(read_xml(out.body)), qra_side::read_account()));
}

}  // namespace

TEST_CASE("QRA: each call goes out byte for byte") {
  check_sent(call_of(operation::pay),
             "<service>unified.trade.micropay</service>…<body>coffee</body>"
             "<total_fee>1250</total_fee><mch_create_ip>127.0.0.1</mch_create_ip>"
             "<auth_code>134567890123456789</auth_code><op_device_id>123</op_device_id>"
             "<terminal_info>{\"device_type\":\"07\",\"terminal_id\":\"123\"}</terminal_info>");
  auto native = call_of(operation::pay, business_type::native_qr);
  native.not_after = instant{std::chrono::seconds{1528425296}};
  check_sent(native,
             "<service>unified.trade.native</service>…<body>coffee</body>"
             "<total_fee>1250</total_fee><mch_create_ip>127.0.0.1</mch_create_ip>"
             "<notify_url>https://shop.example/notify/qra</notify_url>"
             "<time_expire>20180608103456</time_expire>");
  check_sent(call_of(operation::query), "<service>unified.trade.query</service>…");
  check_sent(call_of(operation::revoke), "<service>unified.micropay.reverse</service>…");
  check_sent(call_of(operation::close, business_type::native_qr),
             "<service>unified.trade.close</service>…");
  check_sent(call_of(operation::refund),
             "<service>unified.trade.refund</service>…<out_refund_no>RK1</out_refund_no>"
             "<total_fee>1250</total_fee><refund_fee>300</refund_fee>"
             "<op_user_id>QRA29045311KKR1</op_user_id>");
  check_sent(call_of(operation::refund_query),
             "<service>unified.trade.refundquery</service>…<out_refund_no>RK1</out_refund_no>");
}

TEST_CASE("QRA: a row says exactly what is assembled, and only yuan are") {
  const auto& row = *find_dialect("qra");
  for (const auto& policy : business_policies)
    for (const auto what : {operation::pay, operation::query, operation::revoke, operation::close,
                            operation::refund, operation::refund_query}) {
      INFO(policy.name << ' ' << name_of(what));
      auto call = call_of(what, policy.type);
      CHECK(row.can(what, policy.type) ==
            std::holds_alternative<http_request>(qra_side::speaks().assemble(call, at)));
      call.amount.unit = currency::hkd;
      CHECK(std::holds_alternative<no_such_operation>(qra_side::speaks().assemble(call, at)));
    }
}

TEST_CASE("QRA: the published fields get the published signature") {
  const auto vector = vector_json("qra/micropay_request_sign.json");
  if (!vector) return;
  auto given = qra_side::account();
  given.keys.add("api_key", secret(vector->at("key").get<std::string>()));
  const auto us = std::get<qra::account>(qra::read_account(given));
  const auto values = vector->at("fields").get<std::map<std::string, std::string>>();
  qra::request_fields fields;
  for (const auto& [name, value] : values) fields.emplace_back(name, value);
  fields.emplace_back("left_out", "");
  const auto body = qra::signed_body(fields, us);
  CHECK(body.find("<sign>" + vector->at("sign").get<std::string>() + "</sign>") !=
        std::string::npos);
  CHECK(body.find("left_out") == std::string::npos);
}

TEST_CASE("QRA: the published call is made of the same fields") {
  const auto vector = vector_json("qra/micropay_request_sign.json");
  if (!vector) return;
  auto call = call_of(operation::pay);
  call.key = channel_key(vector->at("fields").at("out_trade_no").get<std::string>());
  call.description = vector->at("fields").at("body");
  call.amount = {1, currency::cny};
  call.payment_code = secret(vector->at("fields").at("auth_code").get<std::string>());
  auto ours = std::get<xml_fields>(read_xml(sent(call).body));
  ours.erase("sign");
  ours["nonce_str"] = vector->at("fields").at("nonce_str");
  CHECK(ours == vector->at("fields").get<xml_fields>());
}

TEST_CASE("QRA: a key that is missing or a terminal that is none is named") {
  const auto blamed = [](const dialect_account& given) {
    const auto made = qra_dialect::make(given);
    const auto* no = std::get_if<key_fault>(&made);
    return no == nullptr ? std::string() : no->key;
  };
  auto given = qra_side::account();
  CHECK(blamed(given).empty());
  for (const auto* text : {"123", "[]", R"({"terminal_id":123})", "{"}) {
    given.keys.add("terminal_info", secret(text));
    CHECK(blamed(given) == "terminal_info");
  }
  given.keys = {};
  CHECK(blamed(given) == "api_key");
  for (const auto* text :
       {"k", "979da4cfccbae7923641daa5dd7047c ", "979da4cfccbae7923641daa5dd7047c21"}) {
    given.keys.add("api_key", secret(text));
    CHECK(blamed(given) == "api_key");
  }
}

}  // namespace sluice::test::qra_request_test
