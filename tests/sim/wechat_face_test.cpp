#include "sim/providers/wechat_face.hpp"

#include "tests/catch.hpp"
#include "tests/sim/signed_requests.hpp"

namespace sluice::sim::wechat_face_test {
namespace {

constexpr std::string_view key_name = "wechat_v2_api_key";
const std::string common = "<appid>wx1</appid><mch_id>10000100</mch_id><nonce_str>n</nonce_str>";

std::string pay_fields(const std::string& fee) {
  return "<body><![CDATA[咖啡]]></body><out_trade_no>k</out_trade_no><total_fee>" + fee +
         "</total_fee><spbill_create_ip>127.0.0.1</spbill_create_ip>"
         "<auth_code>134567890123456789</auth_code>";
}

struct world {
  using fields = form;

  fields ask(std::string_view path, const std::string& inner) {
    last = face.answer(path, test::signed_xml(common + inner, key_name), now);
    auto out = test::fields_in(last.body);
    if (field(out, "return_code") == "SUCCESS")
      CHECK(out.at("sign") == test::keyed_signature(out, key_name));
    return out;
  }
  fields pay(const std::string& fee) { return ask("/pay/micropay", pay_fields(fee)); }
  fields query() { return ask("/pay/orderquery", "<out_trade_no>k</out_trade_no>"); }
  fields reverse() { return ask("/secapi/pay/reverse", "<out_trade_no>k</out_trade_no>"); }
  fields refund(const std::string& number, const std::string& fee, const std::string& total) {
    return ask("/secapi/pay/refund", "<out_trade_no>k</out_trade_no><out_refund_no>" + number +
                                         "</out_refund_no><total_fee>" + total +
                                         "</total_fee><refund_fee>" + fee + "</refund_fee>");
  }
  fields refund_query(const std::string& number) {
    return ask("/pay/refundquery", "<out_refund_no>" + number + "</out_refund_no>");
  }

  instant now{millis{1'700'000'000'000}};
  provider channel{{.channel = "wechat", .reference_prefix = "4200", .refund_takes = millis{100}}};
  wechat_face face{channel};
  face_answer last{};
};

}  // namespace

TEST_CASE("WeChat: a paid code is answered with the documented fields") {
  world w;
  const auto a = w.pay("1250");
  CHECK(a.at("return_code") == "SUCCESS");
  CHECK(a.at("appid") == "wx1");
  CHECK(a.at("mch_id") == "10000100");
  CHECK(a.at("result_code") == "SUCCESS");
  CHECK(a.at("trade_type") == "MICROPAY");
  CHECK(a.at("total_fee") == "1250");
  CHECK(a.at("cash_fee") == "1250");
  CHECK(a.at("out_trade_no") == "k");
  CHECK(a.at("transaction_id").size() == 22);
  CHECK(a.at("time_end") == "20231115061320");
  CHECK(w.last.content_type == "text/xml; charset=utf-8");
  CHECK(w.last.body.rfind("<xml><return_code><![CDATA[SUCCESS]]></return_code>", 0) == 0);
}

TEST_CASE("WeChat: a pay that does not succeed has the documented err_code") {
  world w;
  const auto [fee, code] = GENERATE(table<std::string, std::string>(
      {{"101", "USERPAYING"},
       {"102", "USERPAYING"},
       {"103", "NOTENOUGH"},
       {"115", "MOON_IS_FULL"},
       {"116", "AUTH_CODE_INVALID"}}));
  const auto a = w.pay(fee);
  CHECK(a.at("return_code") == "SUCCESS");
  CHECK(a.at("result_code") == "FAIL");
  CHECK(a.at("err_code") == code);
  CHECK(a.count("transaction_id") == 0);
}

TEST_CASE("WeChat: a repeated pay says what became of the first") {
  world w;
  static_cast<void>(w.pay("100"));
  CHECK(w.pay("100").at("err_code") == "ORDERPAID");
  CHECK(w.pay("200").at("err_code") == "OUT_TRADE_NO_USED");
  static_cast<void>(w.reverse());
  CHECK(w.pay("100").at("err_code") == "ORDERREVERSED");
}

TEST_CASE("WeChat: lost, slow and broken answers travel as the row says") {
  world w;
  static_cast<void>(w.pay("104"));
  CHECK(w.last.how == delivery::answer_lost);
  CHECK(w.query().at("trade_state") == "SUCCESS");
  world html;
  static_cast<void>(html.pay("114"));
  CHECK(html.last.how == delivery::html_page);
  CHECK(html.last.status == 502);
  CHECK(html.last.body.rfind("<html>", 0) == 0);
  world slow;
  static_cast<void>(slow.pay("118"));
  CHECK(slow.last.how == delivery::slow);
  CHECK(slow.last.after == millis{15'000});
  CHECK(slow.last.body.find("<total_fee>118</total_fee>") != std::string::npos);
  world lost;
  static_cast<void>(lost.pay("105"));
  CHECK(lost.last.how == delivery::request_lost);
}

TEST_CASE("WeChat: rows that need notifications behave like 00") {
  world w;
  const auto fee = GENERATE(as<std::string>{}, "109", "110", "117");
  CHECK(w.pay(fee).at("result_code") == "SUCCESS");
}

TEST_CASE("WeChat: a query tells the state, and an unpaid trade has no amount") {
  world w;
  CHECK(w.query().at("err_code") == "ORDERNOTEXIST");
  static_cast<void>(w.pay("101"));
  const auto waits = w.query();
  CHECK(waits.at("trade_state") == "USERPAYING");
  CHECK(waits.count("total_fee") == 0);
  CHECK(waits.count("transaction_id") == 0);
  w.now += millis{5000};
  const auto paid = w.query();
  CHECK(paid.at("trade_state") == "SUCCESS");
  CHECK(paid.at("total_fee") == "101");
  CHECK(w.reverse().at("recall") == "N");
  CHECK(w.query().at("trade_state") == "REVOKED");
}

TEST_CASE("WeChat: a query by the channel's own number finds the same trade") {
  world w;
  const auto id = w.pay("100").at("transaction_id");
  const auto a = w.ask("/pay/orderquery", "<transaction_id>" + id + "</transaction_id>");
  CHECK(a.at("out_trade_no") == "k");
}

TEST_CASE("WeChat: a reverse says whether to call again") {
  world w;
  CHECK(w.reverse().at("result_code") == "SUCCESS");  // never seen: nothing to cancel
  world again;
  static_cast<void>(again.pay("106"));
  const auto first = again.reverse();
  CHECK(first.at("err_code") == "USERPAYING");
  CHECK(first.at("recall") == "Y");
  CHECK(again.reverse().at("recall") == "N");
  world broken;
  static_cast<void>(broken.pay("108"));
  CHECK(broken.reverse().at("err_code") == "SYSTEMERROR");
}

TEST_CASE("WeChat: a refund is accepted first and done later") {
  world w;
  static_cast<void>(w.pay("300"));
  const auto a = w.refund("r1", "100", "300");
  CHECK(a.at("result_code") == "SUCCESS");
  CHECK(a.at("out_refund_no") == "r1");
  CHECK(a.at("refund_fee") == "100");
  CHECK(a.at("total_fee") == "300");
  auto q = w.refund_query("r1");
  CHECK(q.at("refund_count") == "1");
  CHECK(q.at("refund_status_0") == "PROCESSING");
  w.now += millis{100};
  q = w.refund_query("r1");
  CHECK(q.at("refund_status_0") == "SUCCESS");
  CHECK(q.at("refund_id_0") == a.at("refund_id"));
  CHECK(q.at("refund_success_time_0") == "2023-11-15 06:13:20");
  CHECK(w.query().at("trade_state") == "REFUND");
}

TEST_CASE("WeChat: all refunds of an order are numbered from 0") {
  world w;
  static_cast<void>(w.pay("300"));
  static_cast<void>(w.refund("r1", "100", "300"));
  static_cast<void>(w.refund("r2", "50", "300"));
  const auto q = w.ask("/pay/refundquery", "<out_trade_no>k</out_trade_no>");
  CHECK(q.at("refund_count") == "2");
  CHECK(q.at("refund_fee_0") == "100");
  CHECK(q.at("refund_fee_1") == "50");
}

TEST_CASE("WeChat: refunds that cannot be have the documented err_code") {
  world w;
  CHECK(w.refund("r1", "100", "300").at("err_code") == "ORDERNOTEXIST");
  CHECK(w.refund_query("r1").at("err_code") == "REFUNDNOTEXIST");
  static_cast<void>(w.pay("313"));
  CHECK(w.refund("r1", "100", "313").at("err_code") == "USER_ACCOUNT_ABNORMAL");
  CHECK(w.refund("r1", "100", "999").at("err_code") == "PARAM_ERROR");
  CHECK(w.refund("r1", "1.5", "313").at("err_code") == "PARAM_ERROR");
  world other;
  static_cast<void>(other.pay("300"));
  CHECK(other.refund("r1", "301", "300").at("err_code") == "ERROR");
  static_cast<void>(other.refund("r2", "10", "300"));
  CHECK(other.refund("r2", "20", "300").at("err_code") == "ERROR");
}

TEST_CASE("WeChat: what is no request is refused in transport, without a sign") {
  world w;
  const auto body = GENERATE(as<std::string>{}, "", "hello", "<xml><a>", "<other/>",
                             "<xml><appid>1</appid><appid>1</appid></xml>", "<xml/>");
  const auto answer = w.face.answer("/pay/micropay", body, w.now);
  CHECK(answer.body.find("<return_code><![CDATA[FAIL]]></return_code>") != std::string::npos);
  CHECK(answer.body.find("sign") == std::string::npos);
}

TEST_CASE("WeChat: a wrong signature is refused in transport, and nothing is booked") {
  world w;
  const auto right = test::signed_xml(common + pay_fields("100"), key_name);
  const auto changed = [&](const std::string& from, const std::string& to) {
    auto out = right;
    return out.replace(out.find(from), from.size(), to);
  };
  const auto lower = [&] {
    const auto sign = test::fields_in(right).at("sign");
    auto in_lower_case = sign;
    for (auto& c : in_lower_case) c = static_cast<char>(std::tolower(c));
    return changed(sign, in_lower_case);
  };
  const auto other_key = test::signed_xml(common + pay_fields("100"), "qra_api_key");
  for (const auto& wrong :
       {changed("<total_fee>100<", "<total_fee>101<"), changed("<sign>", "<sing>"), lower(),
        changed("<body>", "<sign_type>SM3</sign_type><body>"), other_key}) {
    const auto a = test::fields_in(w.face.answer("/pay/micropay", wrong, w.now).body);
    CHECK(a.at("return_code") == "FAIL");
    CHECK_FALSE(a.contains("sign"));
  }
  CHECK(w.channel.take_movements().empty());
}

TEST_CASE("WeChat: who asks with HMAC-SHA256 is answered with it") {
  world w;
  const auto type = signing::v2_sign_type::hmac_sha256;
  const auto inner = common + "<sign_type>HMAC-SHA256</sign_type>" + pay_fields("100");
  const auto right = test::signed_xml(inner, key_name, type);
  const auto a = test::fields_in(w.face.answer("/pay/micropay", right, w.now).body);
  CHECK(a.at("result_code") == "SUCCESS");
  CHECK(a.at("sign") == test::keyed_signature(a, key_name, type));
}

TEST_CASE("WeChat: a coupon is told apart from what the payer paid, also in a refund") {
  world w;
  const auto a = w.pay("700");  // 7 yuan: the merchant bears the coupon
  CHECK(a.at("total_fee") == "700");
  CHECK(a.at("cash_fee") == "630");
  CHECK(a.at("coupon_fee") == "70");
  CHECK(a.at("settlement_total_fee") == "630");
  CHECK(w.query().at("coupon_fee") == "70");
  const auto r = w.refund("r1", "100", "700");
  CHECK(r.at("refund_fee") == "100");
  CHECK(r.at("cash_refund_fee") == "90");
  CHECK(r.at("coupon_refund_fee") == "10");
  CHECK(w.refund_query("r1").at("settlement_refund_fee_0") == "90");
  world of_wechat;
  CHECK(of_wechat.pay("1700").at("settlement_total_fee") == "1700");
  world none;
  CHECK_FALSE(none.pay("100").contains("coupon_fee"));
}

TEST_CASE("WeChat: missing and senseless parameters are named") {
  world w;
  CHECK(w.ask("/pay/micropay", "<body>b</body>").at("err_code") == "LACK_PARAMS");
  const auto fee = GENERATE(as<std::string>{}, "0", "-1", "12.5", "1e3", "99999999999999999999");
  CHECK(w.pay(fee).at("err_code") == "PARAM_ERROR");
  CHECK(w.channel.take_movements().empty());
}

TEST_CASE("WeChat: five pages are served and no other") {
  for (const auto* path : {"/pay/micropay", "/pay/orderquery", "/secapi/pay/reverse",
                           "/secapi/pay/refund", "/pay/refundquery"})
    CHECK(wechat_face::serves(path));
  CHECK_FALSE(wechat_face::serves("/pay/unifiedorder"));
}

}  // namespace sluice::sim::wechat_face_test
