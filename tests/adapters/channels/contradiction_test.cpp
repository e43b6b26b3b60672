// An answer that says one thing twice, and differently, is unknown: in every dialect, for every
// operation, at any depth.

#include <nlohmann/json.hpp>

#include "adapters/channels/form.hpp"
#include "tests/adapters/channels/calls.hpp"
#include "tests/adapters/channels/signed_answers.hpp"
#include "tests/catch.hpp"

namespace sluice::test::contradiction_test {

using json = nlohmann::ordered_json;

namespace {

struct sample {
  operation what;
  business_type type;
  std::string body;
};

// -- JSON ---------------------------------------------------------------------------

/// Writes the document with one member twice: `left` counts down to it. `second` is JSON text;
/// nothing: the same value again. `swapped`: the second one stands first.
struct doubling {
  int left;
  std::optional<std::string> second{};
  bool swapped = false;

  std::string write(const json& node) {
    if (node.is_array()) {
      std::string text;
      for (const auto& one : node) text += (text.empty() ? "" : ",") + write(one);
      return '[' + text + ']';
    }
    if (!node.is_object()) return node.dump();
    std::string text;
    for (const auto& [name, value] : node.items())
      text += (text.empty() ? "" : ",") + member(name, value);
    return '{' + text + '}';
  }
  std::string member(const std::string& name, const json& value) {
    const bool here = left-- == 0;
    const auto key = json(name).dump() + ':';
    auto first = key + write(value);
    if (!here) return first;
    const auto other = key + second.value_or(value.dump());
    return swapped ? other + ',' + first : first + ',' + other;
  }
};

const std::vector<std::string> json_values{
    R"("")",
    R"("10000")",
    R"("TRADE_SUCCESS")",
    R"("TRADE_CLOSED")",
    R"("ACQ.ACCESS_FORBIDDEN")",
    R"("12.50")",
    R"("N")",
    R"("Y")",
    "null",
    "1",
    "[]",
    "{}",
    R"({"code":"10000"})"};

std::string alipay_body(const std::string& method, const std::string& inner) {
  return "{\"" + method + "_response\":{" + inner +
         R"(,"fund_bill_list":[{"amount":"0.01","fund_channel":"COUPON"}]},"sign":"x"})";
}

const auto code_pay = business_type::payment_code;
const std::vector<sample> alipay_samples{
    {operation::pay, code_pay,
     alipay_body("alipay_trade_pay",
                 R"("code":"10000","out_trade_no":"K1","trade_no":"2","total_amount":"12.50")")},
    {operation::pay, code_pay,
     alipay_body("alipay_trade_pay", R"("code":"40004","sub_code":"ACQ.ACCESS_FORBIDDEN")")},
    {operation::query, code_pay,
     alipay_body("alipay_trade_query", R"("code":"10000","out_trade_no":"K1",)"
                                       R"("trade_status":"TRADE_SUCCESS","total_amount":"12.50")")},
    {operation::query, code_pay,
     alipay_body("alipay_trade_query", R"("code":"40004","sub_code":"ACQ.TRADE_NOT_EXIST")")},
    {operation::revoke, code_pay,
     alipay_body("alipay_trade_cancel", R"("code":"10000","retry_flag":"N","action":"refund")")},
    {operation::close, code_pay,
     alipay_body("alipay_trade_close", R"("code":"10000","out_trade_no":"K1")")},
    {operation::refund, code_pay,
     alipay_body("alipay_trade_refund", R"("code":"10000","fund_change":"Y")")},
    {operation::refund, code_pay,
     alipay_body("alipay_trade_refund", R"("code":"40004","sub_code":"ACQ.TRADE_NOT_EXIST")")},
    {operation::refund_query, code_pay,
     alipay_body("alipay_trade_fastpay_refund_query",
                 R"("code":"10000","out_request_no":"RK1","refund_status":"REFUND_SUCCESS")")},
    {operation::pay, business_type::payout,
     alipay_body("alipay_fund_trans_uni_transfer",
                 R"("code":"10000","out_biz_no":"K1","status":"SUCCESS")")},
    {operation::query, business_type::payout,
     alipay_body(
         "alipay_fund_trans_common_query", R"("code":"10000","out_biz_no":"K1","status":"FAIL")")},
    {operation::pay, business_type::preauthorization,
     alipay_body("alipay_fund_auth_order_voucher_create",
                 R"("code":"10000","out_order_no":"K1","code_value":"https://qr/1")")},
    {operation::query, business_type::preauthorization,
     alipay_body("alipay_fund_auth_operation_detail_query",
                 R"("code":"10000","auth_no":"2","out_order_no":"K1","out_request_no":"K1",)"
                 R"("operation_type":"FREEZE","status":"SUCCESS","rest_amount":"12.50",)"
                 R"("total_pay_amount":"0.00")")},
    {operation::close, business_type::preauthorization,
     alipay_body("alipay_fund_auth_operation_cancel",
                 R"("code":"10000","out_order_no":"K1","action":"close")")},
    {operation::refund, business_type::preauthorization,
     alipay_body("alipay_fund_auth_order_unfreeze",
                 R"("code":"10000","out_request_no":"RK1","status":"SUCCESS","amount":"3.00")")},
    {operation::refund_query, business_type::preauthorization,
     alipay_body("alipay_fund_auth_operation_detail_query",
                 R"("code":"10000","out_order_no":"K1","out_request_no":"RK1",)"
                 R"("operation_type":"UNFREEZE","status":"SUCCESS","amount":"3.00")")},
};

channel_answer alipay_says(const sample& s, const std::string& body) {
  auto call = call_of(s.what, s.type);
  call.channel_reference = "2";
  return understood(our_alipay(), call, answered(signed_json(body)));
}
channel_answer wechat_says(operation what, const std::string& body) {
  return understood(our_wechat(), call_of(what), answered(signed_xml(body)));
}

int members_in(const json& node) {
  int count = node.is_object() ? static_cast<int>(node.size()) : 0;
  for (const auto& one : node) count += one.is_structured() ? members_in(one) : 0;
  return count;
}

// -- XML ----------------------------------------------------------------------------

using field = std::pair<std::string, std::string>;

std::string xml_of(const std::vector<field>& all) {
  std::string text = "<xml>";
  for (const auto& [name, value] : all) text += '<' + name + '>' + value + "</" + name + '>';
  return text + "</xml>";
}

struct xml_sample {
  operation what;
  std::vector<field> fields;
};

const field envelope{"return_code", "SUCCESS"};
const field app{"appid", "wx1"};
const field merchant{"mch_id", "100"};
const field success{"result_code", "SUCCESS"};
const field failure{"result_code", "FAIL"};
const field number{"out_trade_no", "K1"};

const std::vector<xml_sample> wechat_samples{
    {operation::pay,
     {envelope, app, merchant, success, number, {"total_fee", "1250"}, {"transaction_id", "4"}}},
    {operation::pay,
     {envelope, app, merchant, failure, {"err_code", "NOAUTH"}, {"err_code_des", "no"}}},
    {operation::query,
     {envelope, app, merchant, success, number, {"trade_state", "SUCCESS"}, {"total_fee", "1250"}}},
    {operation::query, {envelope, app, merchant, failure, {"err_code", "ORDERNOTEXIST"}}},
    {operation::revoke, {envelope, app, merchant, success, {"recall", "N"}}},
    {operation::refund,
     {envelope, app, merchant, success, number, {"out_refund_no", "RK1"}, {"refund_fee", "300"}}},
    {operation::refund, {envelope, app, merchant, failure, {"err_code", "NOTENOUGH"}}},
    {operation::refund_query,
     {envelope,
      app,
      merchant,
      success,
      {"out_refund_no_0", "RK1"},
      {"refund_fee_0", "300"},
      {"refund_status_0", "SUCCESS"}}},
};

const std::vector<std::string> xml_values{
    "", "SUCCESS", "FAIL", "NOTENOUGH", "K2", "1", "N", "Y", "<![CDATA[SUCCESS]]>x"};

}  // namespace

TEST_CASE("any member of Alipay's JSON that comes twice with two values makes the answer unknown") {
  for (const auto& s : alipay_samples) {
    REQUIRE_FALSE(is_unknown(alipay_says(s, s.body)));
    const auto document = json::parse(s.body);
    for (int n = 0; n < members_in(document); ++n)
      for (const auto& value : json_values)
        for (const bool swapped : {false, true}) {
          const auto body = doubling{n, value, swapped}.write(document);
          if (body == doubling{n, std::nullopt, swapped}.write(document))
            continue;  // no other value
          INFO(body);
          CHECK(is_unknown(alipay_says(s, body)));
        }
  }
}

TEST_CASE("any field of WeChat's XML that comes twice with two values makes the answer unknown") {
  for (const auto& s : wechat_samples) {
    REQUIRE_FALSE(is_unknown(wechat_says(s.what, xml_of(s.fields))));
    for (const auto& one : s.fields)
      for (const auto& value : xml_values)
        for (const bool swapped : {false, true}) {
          if (value == one.second) continue;
          auto fields = s.fields;
          fields.insert(swapped ? fields.begin() : fields.end(), {one.first, value});
          INFO(xml_of(fields));
          CHECK(is_unknown(wechat_says(s.what, xml_of(fields))));
        }
  }
}

TEST_CASE("what comes twice with one value stays what it was") {
  for (const auto& s : alipay_samples) {
    const auto document = json::parse(s.body);
    for (int n = 0; n < members_in(document); ++n)
      CHECK_FALSE(is_unknown(alipay_says(s, doubling{n}.write(document))));
  }
  for (const auto& s : wechat_samples)
    for (const auto& one : s.fields) {
      auto fields = s.fields;
      fields.push_back(one);
      CHECK_FALSE(is_unknown(wechat_says(s.what, xml_of(fields))));
    }
}

TEST_CASE("a field of a notification that comes twice with two values makes it nobody's") {
  const auto fields = signed_fields(
      {{"app_id", "2014"},
       {"out_trade_no", "K1"},
       {"trade_no", "2"},
       {"trade_status", "TRADE_SUCCESS"},
       {"total_amount", "12.50"},
       {"subject", "coffee"}});
  const auto is_heard = [](const named_texts& all) {
    return std::holds_alternative<channel_notification>(
        heard(our_alipay(), posted("/notify/ali", form_encode(all))));
  };
  REQUIRE(is_heard(fields));
  for (const auto& one : fields)
    for (const auto* value : {"", "2014", "K2", "TRADE_CLOSED", "1.00", "tea"})
      for (const bool swapped : {false, true}) {
        if (one.second == value) continue;
        auto doubled = fields;
        doubled.insert(swapped ? doubled.begin() : doubled.end(), {one.first, value});
        CHECK_FALSE(is_heard(doubled));
      }
  for (const auto& one : fields) {
    auto doubled = fields;
    doubled.push_back(one);
    CHECK(is_heard(doubled));
  }
}

TEST_CASE("two results that differ are unknown, whatever they are called") {
  const std::string paid = R"({"code":"10000","out_trade_no":"K1","total_amount":"12.50"})";
  const std::string refused = R"({"code":"40002","sub_code":"isv.invalid-app-id"})";
  const std::string ours = "alipay_trade_pay_response";
  const auto both = [](const std::string& a, const std::string& in_a, const std::string& b,
                       const std::string& in_b) {
    const auto body = "{\"" + a + "\":" + in_a + ",\"" + b + "\":" + in_b + ",\"sign\":\"x\"}";
    return understood(our_alipay(), call_of(operation::pay), answered(signed_json(body)));
  };
  for (const std::string other : {"error_response", "alipay_trade_query_response", ours.c_str()}) {
    CHECK(is_unknown(both(ours, paid, other, refused)));
    CHECK(is_unknown(both(other, refused, ours, paid)));
    CHECK(is_unknown(both(ours, refused, other, paid)));
    CHECK(is_unknown(both(ours, paid, other, "null")));
    CHECK_FALSE(is_unknown(both(ours, paid, other, paid)));
  }
}

TEST_CASE("a success with an error's code, or a refusal that moved money, is unknown") {
  const auto says = [](operation what, const std::string& method, const std::string& inner,
                       business_type type = business_type::payment_code) {
    const auto body = "{\"" + method + "_response\":{" + inner + "}}";
    return understood(our_alipay(), call_of(what, type), answered(signed_json(body)));
  };
  const std::string paid = R"("code":"10000","out_trade_no":"K1","total_amount":"12.50")";
  const std::string refused = R"("code":"40004","sub_code":"ACQ.ACCESS_FORBIDDEN")";
  const std::string pay = "alipay_trade_pay";
  CHECK(is_unknown(says(operation::pay, pay, paid + R"(,"sub_code":"ACQ.ACCESS_FORBIDDEN")")));
  CHECK(is_unknown(says(operation::pay, pay, paid + R"(,"sub_code":["ACQ.ACCESS_FORBIDDEN"])")));
  CHECK(is_unknown(says(operation::pay, pay, paid + R"(,"trade_status":"TRADE_CLOSED")")));
  CHECK(is_unknown(says(operation::pay, pay, refused + R"(,"trade_status":"TRADE_SUCCESS")")));
  CHECK(is_unknown(says(operation::pay, pay, refused + R"(,"trade_status":"WAIT_BUYER_PAY")")));
  CHECK_FALSE(is_unknown(says(operation::pay, pay, refused + R"(,"trade_status":"TRADE_CLOSED")")));
  CHECK(is_unknown(says(operation::query, "alipay_trade_query",
                        R"("code":"40004","sub_code":"ACQ.TRADE_NOT_EXIST",)"
                        R"("trade_status":"TRADE_SUCCESS","total_amount":"12.50")")));
  CHECK(is_unknown(says(operation::refund, "alipay_trade_refund",
                        R"("code":"40004","sub_code":"ACQ.TRADE_NOT_EXIST","fund_change":"Y")")));
  CHECK(
      is_unknown(says(operation::revoke, "alipay_trade_cancel",
                      R"("code":"40004","sub_code":"ACQ.TRADE_HAS_FINISHED","action":"refund")")));
  CHECK(is_unknown(says(operation::query, "alipay_fund_trans_common_query",
                        R"("code":"10000","out_biz_no":"K1","status":"SUCCESS",)"
                        R"("error_code":"PAYEE_NOT_EXIST")",
                        business_type::payout)));
}

TEST_CASE("WeChat's result, error code and state have to agree") {
  const auto says = [](operation what, std::vector<field> fields) {
    fields.insert(fields.begin(), {envelope, app, merchant});
    return wechat_says(what, xml_of(fields));
  };
  const field fee{"total_fee", "1250"};
  CHECK(is_unknown(says(operation::pay, {success, number, fee, {"err_code", "NOTENOUGH"}})));
  CHECK(is_unknown(says(operation::pay, {success, number, fee, {"err_code", "BRAND_NEW"}})));
  CHECK_FALSE(is_unknown(says(operation::pay, {success, number, fee, {"err_code", "SUCCESS"}})));
  CHECK(is_unknown(says(operation::pay, {success, number, fee, {"trade_state", "PAYERROR"}})));
  CHECK(is_unknown(says(
      operation::pay,
      {failure, {"err_code", "NOTENOUGH"}, number, fee, {"trade_state", "SUCCESS"}})));
  CHECK(is_unknown(says(
      operation::query,
      {failure, {"err_code", "ORDERNOTEXIST"}, number, fee, {"trade_state", "SUCCESS"}})));
  CHECK(
      is_unknown(says(operation::revoke, {success, {"recall", "N"}, {"err_code", "SYSTEMERROR"}})));
  CHECK(is_unknown(
      says(operation::refund, {failure, {"err_code", "NOTENOUGH"}, {"refund_id", "77"}})));
}

TEST_CASE("a refund that a list names twice is unknown") {
  const auto entry = [](const std::string& n, const std::string& state) {
    return std::vector<field>{
        {"out_refund_no_" + n, "RK1"}, {"refund_fee_" + n, "300"}, {"refund_status_" + n, state}};
  };
  std::vector<field> fields{envelope, app, merchant, success};
  for (const auto& one : entry("0", "SUCCESS")) fields.push_back(one);
  for (const auto& one : entry("3", "REFUNDCLOSE")) fields.push_back(one);
  CHECK(is_unknown(wechat_says(operation::refund_query, xml_of(fields))));
}

}  // namespace sluice::test::contradiction_test
