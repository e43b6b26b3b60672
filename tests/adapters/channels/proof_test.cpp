// What is not proven to be the channel's is believed neither as success nor as failure: in every
// dialect, for every operation that could say so.

#include "tests/adapters/channels/calls.hpp"
#include "tests/adapters/channels/signed_answers.hpp"
#include "tests/catch.hpp"

namespace sluice::test::proof_test {
namespace {

struct sample {
  operation what;
  std::string body;  ///< that proves something once it is signed
  business_type type = business_type::payment_code;
};

/// As somebody could send it who has not the channel's key.
struct forgery {
  const char* how;
  std::string body;
};

// -- WeChat Pay V2 ------------------------------------------------------------------

std::string xml(const std::string& inner) {
  return "<xml><return_code>SUCCESS</return_code><appid>wx1</appid><mch_id>100</mch_id>" + inner +
         "</xml>";
}
std::string success(const std::string& inner) {
  return xml("<result_code>SUCCESS</result_code>" + inner);
}
std::string failure(const std::string& code) {
  return xml("<result_code>FAIL</result_code><err_code>" + code + "</err_code>");
}

const std::string order_of_wechat = "<out_trade_no>K1</out_trade_no><total_fee>1250</total_fee>";
const std::vector<sample> wechat_samples{
    {operation::pay, success(order_of_wechat)},
    {operation::pay, failure("NOTENOUGH")},
    {operation::query, success(order_of_wechat + "<trade_state>SUCCESS</trade_state>")},
    {operation::query, success("<trade_state>CLOSED</trade_state>")},
    {operation::query, failure("ORDERNOTEXIST")},
    {operation::revoke, success("<recall>N</recall>")},
    {operation::revoke, failure("REVERSE_EXPIRE")},
    {operation::refund, success("<out_refund_no>RK1</out_refund_no><refund_fee>300</refund_fee>")},
    {operation::refund, failure("NOTENOUGH")},
    {operation::refund_query,
     success("<out_refund_no_0>RK1</out_refund_no_0><refund_fee_0>300</refund_fee_0>"
             "<refund_status_0>SUCCESS</refund_status_0>")},
    {operation::refund_query, failure("REFUNDNOTEXIST")},
};

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const auto at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), by);
}

std::string xml_sign(const std::string& body) {
  const auto from = body.find("<sign>") + 6;
  return body.substr(from, body.find("</sign>") - from);
}

std::string lower(std::string text) {
  for (auto& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

std::vector<forgery> forged(const sample& s, const std::string& genuine) {
  const auto sign = xml_sign(genuine);
  auto flipped = sign;
  flipped.back() = flipped.back() == '0' ? '1' : '0';
  return {{"no signature", s.body},
          {"an empty one", replaced(genuine, sign, "")},
          {"a wrong one", replaced(genuine, sign, flipped)},
          {"in lower case", replaced(genuine, sign, lower(sign))},
          {"cut", replaced(genuine, sign, sign.substr(1))},
          {"by another key", signed_xml(s.body, "SomebodyElsesKeyForThisTest00001")},
          {"in another way", signed_xml(s.body, our_api_key, signing::v2_sign_type::hmac_sha256)},
          {"over other fields", replaced(genuine, "</xml>", "<attach>x</attach></xml>")},
          {"over another value", replaced(genuine, "<mch_id>100", "<mch_id>100 ")}};
}

// -- Alipay -------------------------------------------------------------------------

std::string json(const std::string& method, const std::string& inner) {
  return "{\"" + method + "_response\":{" + inner + "},\"sign\":\"x\"}";
}

const std::string order_of_alipay = R"("code":"10000","out_trade_no":"K1","total_amount":"12.50")";
const std::vector<sample> alipay_samples{
    {operation::pay, json("alipay_trade_pay", order_of_alipay)},
    {operation::pay,
     json("alipay_trade_pay", R"("code":"40004","sub_code":"ACQ.BUYER_BALANCE_NOT_ENOUGH")")},
    {operation::query,
     json("alipay_trade_query", order_of_alipay + R"(,"trade_status":"TRADE_SUCCESS")")},
    {operation::query,
     json("alipay_trade_query", R"("code":"10000","trade_status":"TRADE_CLOSED")")},
    {operation::query,
     json("alipay_trade_query", R"("code":"40004","sub_code":"ACQ.TRADE_NOT_EXIST")")},
    {operation::revoke,
     json("alipay_trade_cancel", R"("code":"10000","retry_flag":"N","action":"refund")")},
    {operation::revoke,
     json("alipay_trade_cancel", R"("code":"40004","sub_code":"ACQ.TRADE_HAS_FINISHED")")},
    {operation::close, json("alipay_trade_close", R"("code":"10000")")},
    {operation::close,
     json("alipay_trade_close", R"("code":"40004","sub_code":"ACQ.TRADE_STATUS_ERROR")")},
    {operation::refund, json("alipay_trade_refund", R"("code":"10000","fund_change":"Y")")},
    {operation::refund,
     json("alipay_trade_refund", R"("code":"40004","sub_code":"ACQ.TRADE_NOT_EXIST")")},
    {operation::refund_query,
     json("alipay_trade_fastpay_refund_query",
          R"("code":"10000","refund_status":"REFUND_SUCCESS","refund_amount":"3.00")")},
    {operation::refund_query, json("alipay_trade_fastpay_refund_query", R"("code":"10000")")},
    {operation::pay,
     json("alipay_fund_trans_uni_transfer",
          R"("code":"10000","out_biz_no":"K1","status":"SUCCESS")"),
     business_type::payout},
    {operation::query,
     json("alipay_fund_trans_common_query", R"("code":"10000","out_biz_no":"K1","status":"FAIL")"),
     business_type::payout},
};

std::string json_sign(const std::string& body) {
  const auto from = body.find("\"sign\":\"") + 8;
  return body.substr(from, body.find('"', from) - from);
}

std::vector<forgery> forged_json(const sample& s, const std::string& genuine) {
  const auto sign = json_sign(genuine);
  auto flipped = sign;
  flipped.front() = flipped.front() == 'A' ? 'B' : 'A';
  return {{"no signature", replaced(s.body, ",\"sign\":\"x\"", "")},
          {"an empty one", replaced(genuine, sign, "")},
          {"one that is no text", replaced(genuine, '"' + sign + '"', "[\"" + sign + "\"]")},
          {"a wrong one", replaced(genuine, sign, flipped)},
          {"cut", replaced(genuine, sign, sign.substr(4))},
          {"by another key", signed_json(s.body, strange_pair().signs)},
          {"by our own key", signed_json(s.body, our_pair().signs)},
          {"over other bytes", replaced(genuine, "{\"code\":", "{ \"code\":")},
          {"over other fields", replaced(genuine, "{\"code\":", "{\"a\":\"b\",\"code\":")}};
}

}  // namespace

TEST_CASE("WeChat Pay's answers prove something only with WeChat Pay's signature") {
  for (const auto& s : wechat_samples) {
    const auto says = [&](const std::string& body) {
      return understood(our_wechat(), call_of(s.what, s.type), answered(body));
    };
    const auto genuine = signed_xml(s.body);
    INFO(genuine);
    CHECK_FALSE(is_unknown(says(genuine)));
    for (const auto& [how, body] : forged(s, genuine)) {
      INFO(how);
      CHECK(is_unknown(says(body)));
      CHECK(code_in(says(body)) == "not_proven");
    }
  }
}

TEST_CASE("what an answer says of how it is signed has no say") {
  const sample s{operation::pay, success(order_of_wechat + "<sign_type>HMAC-SHA256</sign_type>")};
  const auto says = [&](signing::v2_sign_type type) {
    return understood(
        our_wechat(), call_of(s.what), answered(signed_xml(s.body, our_api_key, type)));
  };
  CHECK(code_in(says(signing::v2_sign_type::hmac_sha256)) == "not_proven");
  CHECK(attempt_in(says(signing::v2_sign_type::md5)).found == order::finding::paid);
}

TEST_CASE("Alipay's answers prove something only with Alipay's signature") {
  for (const auto& s : alipay_samples) {
    const auto says = [&](const std::string& body) {
      return understood(our_alipay(), call_of(s.what, s.type), answered(body));
    };
    const auto genuine = signed_json(s.body);
    INFO(genuine);
    CHECK_FALSE(is_unknown(says(genuine)));
    for (const auto& [how, body] : forged_json(s, genuine)) {
      INFO(how);
      CHECK(is_unknown(says(body)));
      CHECK(code_in(says(body)) == "not_proven");
    }
  }
}

TEST_CASE("a signature over one answer proves no other") {
  const auto genuine = signed_json(alipay_samples[0].body);
  for (const auto& s : alipay_samples) {
    if (&s == &alipay_samples[0]) continue;
    const auto body = replaced(s.body, "\"sign\":\"x\"", "\"sign\":\"" + json_sign(genuine) + '"');
    CHECK(code_in(understood(our_alipay(), call_of(s.what, s.type), answered(body))) ==
          "not_proven");
  }
}

}  // namespace sluice::test::proof_test
