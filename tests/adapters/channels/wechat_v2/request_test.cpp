#include "adapters/channels/strict_xml.hpp"
#include "tests/adapters/channels/calls.hpp"
#include "tests/adapters/channels/signed_answers.hpp"
#include "tests/catch.hpp"

namespace sluice::test::wechat_v2_request_test {
namespace {

const moment at{.now = {}, .chance = 0x1234abcd};

http_request sent(const channel_call& call) {
  return std::get<http_request>(our_wechat().assemble(call, at));
}

xml_fields fields_of(const channel_call& call) {
  return std::get<xml_fields>(read_xml(sent(call).body));
}

bool assembles(const channel_call& call) {
  return std::holds_alternative<http_request>(our_wechat().assemble(call, at));
}

}  // namespace

TEST_CASE("micropay carries account, number, fen and payment code") {
  const auto fields = fields_of(call_of(operation::pay));
  CHECK(sent(call_of(operation::pay)).target == "/pay/micropay");
  CHECK(fields.at("appid") == "wx1");
  CHECK(fields.at("mch_id") == "100");
  CHECK(fields.at("nonce_str") == "dcba432100000000");
  CHECK(fields.at("out_trade_no") == "K1");
  CHECK(fields.at("total_fee") == "1250");
  CHECK(fields.at("auth_code") == "134567890123456789");
  CHECK(fields.at("body") == "coffee");
  CHECK(fields.count("fee_type") == 0);
  CHECK(fields.count("notify_url") == 0);
}

TEST_CASE("another currency is named, an empty description replaced, a long one cut") {
  auto call = call_of(operation::pay);
  call.amount.unit = currency::hkd;
  call.description.clear();
  CHECK(fields_of(call).at("fee_type") == "HKD");
  CHECK(fields_of(call).at("body") == "K1");
  call.description = std::string(127, 'x') + "咖";
  CHECK(fields_of(call).at("body") == std::string(127, 'x'));
}

TEST_CASE("a description cannot break out of its field") {
  auto call = call_of(operation::pay);
  call.description = "</body><total_fee>1</total_fee><body>&";
  const auto fields = fields_of(call);
  CHECK(fields.at("body") == call.description);
  CHECK(fields.at("total_fee") == "1250");
}

TEST_CASE("query and reverse name the order by our number") {
  CHECK(sent(call_of(operation::query)).target == "/pay/orderquery");
  CHECK(fields_of(call_of(operation::query)).at("out_trade_no") == "K1");
  CHECK(sent(call_of(operation::revoke)).target == "/secapi/pay/reverse");
  CHECK(fields_of(call_of(operation::revoke)).at("out_trade_no") == "K1");
}

TEST_CASE("refund and refund query carry the refund's own number") {
  CHECK(sent(call_of(operation::refund)).target == "/secapi/pay/refund");
  const auto refund = fields_of(call_of(operation::refund));
  CHECK(refund.at("out_refund_no") == "RK1");
  CHECK(refund.at("total_fee") == "1250");
  CHECK(refund.at("refund_fee") == "300");
  CHECK(sent(call_of(operation::refund_query)).target == "/pay/refundquery");
  CHECK(fields_of(call_of(operation::refund_query)).at("out_refund_no") == "RK1");
}

TEST_CASE("WeChat V2 speaks of payment codes only, and closes none") {
  CHECK_FALSE(assembles(call_of(operation::close)));
  CHECK_FALSE(assembles(call_of(operation::pay, business_type::payout)));
}

TEST_CASE("every request is signed, over all that it says") {
  for (const auto type : {signing::v2_sign_type::md5, signing::v2_sign_type::hmac_sha256}) {
    const bool hmac = type == signing::v2_sign_type::hmac_sha256;
    auto account = whole_account("wechat_v2");
    account.keys.add("sign_type", secret(hmac ? "HMAC-SHA256" : "MD5"));
    const auto speaks = dialect_of("wechat_v2", account);
    for (const auto what : {operation::pay, operation::query, operation::revoke, operation::refund,
                            operation::refund_query}) {
      const auto body = std::get<http_request>(speaks->assemble(call_of(what), at)).body;
      CHECK(body == signed_xml(body, our_api_key, type));
      CHECK(hmac == (body.find("<sign_type>HMAC-SHA256</sign_type>") != std::string::npos));
      CHECK(body.find("<nonce_str>dcba432100000000</nonce_str>") != std::string::npos);
    }
  }
}

TEST_CASE("payment codes have no notification, so none is believed") {
  const auto body = signed_xml(
      "<xml><return_code>SUCCESS</return_code><appid>wx1</appid><mch_id>100</mch_id>"
      "<result_code>SUCCESS</result_code><out_trade_no>K1</out_trade_no>"
      "<total_fee>1250</total_fee></xml>");
  CHECK(std::get<notice_refusal>(heard(our_wechat(), posted("/notify/wx", body))) ==
        notice_refusal::unreadable);
}

}  // namespace sluice::test::wechat_v2_request_test
