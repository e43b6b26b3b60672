#include "sim/providers/qra_face.hpp"

#include "tests/catch.hpp"
#include "tests/sim/signed_requests.hpp"

namespace sluice::sim::qra_face_test {
namespace {

constexpr std::string_view key_name = "qra_api_key";
const std::string common =
    "<charset>UTF-8</charset><sign_type>MD5</sign_type><mch_id>QRA1</mch_id>"
    "<nonce_str>n</nonce_str>";

struct world {
  form ask(const std::string& service, const std::string& inner) {
    const auto whole = common + "<service>" + service + "</service>" + inner;
    last = face.answer(test::signed_xml(whole, key_name), now);
    auto out = test::fields_in(last.body);
    if (field(out, "status") == "0") CHECK(out.at("sign") == test::keyed_signature(out, key_name));
    return out;
  }
  static std::string order(const std::string& fee) {
    return "<out_trade_no>k</out_trade_no><body>咖啡</body><mch_create_ip>127.0.0.1"
           "</mch_create_ip><total_fee>" +
           fee + "</total_fee>";
  }
  form pay(const std::string& fee, const std::string& code = "134567890123456789") {
    return ask("unified.trade.micropay", order(fee) + "<auth_code>" + code + "</auth_code>");
  }
  form native(const std::string& fee) {
    return ask("unified.trade.native", order(fee) + "<notify_url>http://here/</notify_url>");
  }
  form about_trade(const std::string& service) {
    return ask(service, "<out_trade_no>k</out_trade_no>");
  }
  form query() { return about_trade("unified.trade.query"); }
  form reverse() { return about_trade("unified.micropay.reverse"); }
  form close() { return about_trade("unified.trade.close"); }
  form refund(const std::string& number, const std::string& fee, const std::string& total) {
    return ask(
        "unified.trade.refund",
        "<out_trade_no>k</out_trade_no><out_refund_no>" + number + "</out_refund_no><total_fee>" +
            total + "</total_fee><refund_fee>" + fee + "</refund_fee>");
  }
  form refund_query(const std::string& number) {
    return ask("unified.trade.refundquery", "<out_refund_no>" + number + "</out_refund_no>");
  }

  instant now{millis{1'700'000'000'000}};
  provider channel{{.channel = "qra",
                    .reference_prefix = "9551600",
                    .notifies = true,
                    .refund_takes = millis{100}}};
  qra_face face{channel};
  face_answer last{};
};

}  // namespace

TEST_CASE("QRA: a paid code is answered with the documented fields, whatever the wallet") {
  const auto [code, type] = GENERATE(table<std::string, std::string>(
      {{"134567890123456789", "pay.weixin.micropay"},
       {"281234567890123456", "pay.alipay.micropay"},
       {"6212345678901234567", "pay.unionpay.micropay"}}));
  world w;
  const auto a = w.pay("1250", code);
  CHECK(a.at("result_code") == "0");
  CHECK(a.at("pay_result") == "0");
  CHECK(a.at("mch_id") == "QRA1");
  CHECK(a.at("out_trade_no") == "k");
  CHECK(a.at("total_fee") == "1250");
  CHECK(a.at("time_end") == "20231115061320");
  CHECK(a.at("trade_type") == type);
  CHECK(w.query().at("trade_state") == "SUCCESS");
  CHECK(w.query().at("trade_type") == type);
}

TEST_CASE("QRA: a refusal says whether to ask again") {
  const auto [fee, code, again] = GENERATE(table<std::string, std::string, std::string>(
      {{"101", "USERPAYING", "Y"},
       {"102", "USERPAYING", "Y"},
       {"103", "NOTENOUGH", "N"},
       {"115", "MOON_IS_FULL", "Y"},
       {"116", "AUTH_CODE_INVALID", "N"}}));
  world w;
  const auto a = w.pay(fee);
  CHECK(a.at("status") == "0");
  CHECK(a.at("result_code") == "1");
  CHECK(a.at("err_code") == code);
  CHECK(a.at("need_query") == again);
  CHECK_FALSE(a.contains("pay_result"));
}

TEST_CASE("QRA: what is not handled has no signature, and nothing is booked") {
  world w;
  const auto right = test::signed_xml(
      common + "<service>unified.trade.micropay</service>" + world::order("100") +
          "<auth_code>13</auth_code>",
      key_name);
  auto changed = right;
  changed.replace(changed.find(">100<"), 5, ">101<");
  const auto other_key = test::signed_xml(common + "<service>a</service>", "wechat_v2_api_key");
  const auto no_service = test::signed_xml(common + "<service>a</service>", key_name);
  for (const auto& wrong :
       {changed, other_key, no_service, std::string{"<xml/>"}, std::string{"x"}}) {
    const auto a = test::fields_in(w.face.answer(wrong, w.now).body);
    CHECK(a.at("status") == "400");
    CHECK_FALSE(a.contains("sign"));
  }
  CHECK(w.channel.take_movements().empty());
}

TEST_CASE("QRA: a code that is shown is paid later, and told of") {
  world w;
  CHECK(w.native("100").at("code_url").rfind("https://", 0) == 0);
  CHECK(w.query().at("trade_state") == "NOTPAY");
  w.now += millis{3000};
  const auto notices = w.channel.advance(w.now);
  REQUIRE(notices.size() == 1);
  const auto told = test::fields_in(qra_face::notification(notices[0], w.now).value().body);
  CHECK(told.at("sign") == test::keyed_signature(told, key_name));
  CHECK(told.at("pay_result") == "0");
  CHECK(told.at("out_trade_no") == "k");
  CHECK(told.at("total_fee") == "100");
  CHECK(w.close().at("err_code") == "ORDERPAID");
  world waits;
  static_cast<void>(waits.native("102"));
  CHECK(waits.close().at("result_code") == "0");
  CHECK(waits.query().at("trade_state") == "CLOSED");
}

TEST_CASE("QRA: a reverse is done, or says when not") {
  world w;
  CHECK(w.reverse().at("result_code") == "0");
  world again;
  static_cast<void>(again.pay("106"));
  CHECK(again.reverse().at("need_query") == "Y");
  CHECK(again.reverse().at("result_code") == "0");
  CHECK(again.query().at("trade_state") == "REVERSE");
}

TEST_CASE("QRA: a refund is accepted first and done later") {
  world w;
  CHECK(w.refund("r1", "1", "300").at("err_code") == "ORDERNOTEXIST");
  CHECK(w.refund_query("r1").at("err_code") == "REFUNDNOTEXIST");
  static_cast<void>(w.pay("300"));
  CHECK(w.refund("r1", "100", "300").at("refund_fee") == "100");
  CHECK(w.refund_query("r1").at("refund_status_0") == "PROCESSING");
  w.now += millis{100};
  CHECK(w.refund_query("r1").at("refund_status_0") == "SUCCESS");
  CHECK(w.query().at("trade_state") == "REFUND");
  CHECK(w.refund("r2", "201", "300").at("err_code") == "TRADE_ERROR");
}

TEST_CASE("QRA: senseless parameters are refused, and only success takes a notification") {
  world w;
  const auto fee = GENERATE(as<std::string>{}, "0", "-1", "1.5", "");
  CHECK(w.pay(fee).at("err_code") == "PARAM_ERROR");
  CHECK(w.native(fee).at("err_code") == "PARAM_ERROR");
  CHECK(w.channel.take_movements().empty());
  CHECK(qra_face::is_acknowledgement("success"));
  CHECK_FALSE(qra_face::is_acknowledgement("fail"));
  CHECK(qra_face::serves("/pay/gateway"));
  CHECK_FALSE(qra_face::serves("/gateway.do"));
}

}  // namespace sluice::sim::qra_face_test
