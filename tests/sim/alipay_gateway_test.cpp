// What the simulated Alipay's gateway asks of every call, and the ways to pay that begin elsewhere.

#include "adapters/signing/alipay_sn.hpp"
#include "sim/providers/key_turn.hpp"
#include "sim/providers/wire_text.hpp"
#include "tests/catch.hpp"
#include "tests/sim/alipay_world.hpp"

namespace sluice::sim::alipay_gateway_test {
namespace {

using nlohmann::json;
using world = test::alipay_world;

std::string sn(std::string_view name) {
  return signing::alipay_sn(
      std::get<signing::certificate>(signing::certificate::first_in(simulated_key(name).value())));
}

form certificate_numbers() {
  return {{"app_cert_sn", sn("alipay_app_certificate")},
          {"alipay_root_cert_sn", sn("alipay_root_certificate")}};
}

}  // namespace

TEST_CASE("Alipay: the gateway's own refusals have no signature") {
  world w;
  const auto refusal = [&](const std::string& body) {
    const auto whole = json::parse(w.face.answer(body, w.now).body);
    CHECK(whole.at("sign") == "");
    CHECK(whole.size() == 2);
    const auto& node = whole.contains("error_response") ? whole.at("error_response")
                                                        : whole.at("alipay_trade_pay_response");
    return node.at("sub_code").get<std::string>();
  };
  const form right{{"app_id", "1"}, {"method", "alipay.trade.pay"}, {"biz_content", "{}"}};
  const auto without = [&](const char* name) {
    auto fields = right;
    fields.erase(name);
    return refusal(test::signed_alipay_form(fields));
  };
  const auto with = [&](const char* name, const char* value) {
    auto fields = right;
    fields[name] = value;
    return refusal(test::signed_alipay_form(fields));
  };
  CHECK(refusal("") == "isv.missing-method");
  CHECK(refusal(write_form(right)) == "isv.missing-signature-type");
  CHECK(without("app_id") == "isv.missing-app-id");
  CHECK(without("biz_content") == "isv.invalid-parameter");
  CHECK(with("biz_content", "[]") == "isv.invalid-parameter");
  CHECK(with("method", "alipay.trade.fly") == "isv.invalid-method");
  CHECK(with("sign_type", "RSA") == "isv.invalid-signature-type");
}

TEST_CASE("Alipay: a wrong signature is refused, and nothing is booked") {
  world w;
  const json content{
      {"out_trade_no", "k"},
      {"total_amount", "1.00"},
      {"subject", "s"},
      {"scene", "bar_code"},
      {"auth_code", "28"}};
  const auto right = test::signed_alipay_form(
      {{"app_id", "1"}, {"method", "alipay.trade.pay"}, {"biz_content", content.dump()}});
  const auto sub_code = [&](const form& fields) {
    const auto whole = json::parse(w.face.answer(write_form(fields), w.now).body);
    CHECK(whole.at("sign") == "");
    return whole.at("alipay_trade_pay_response").value("sub_code", "");
  };
  for (const auto* changed : {"app_id", "biz_content", "sign"}) {
    auto fields = parse_form(right);
    fields[changed] += ' ';
    fields[changed][0] = '2';
    CHECK(sub_code(fields) == "isv.invalid-signature");
  }
  auto added = parse_form(right);
  added["notify_url"] = "http://evil/";
  CHECK(sub_code(added) == "isv.invalid-signature");
  CHECK(w.channel.take_movements().empty());
}

TEST_CASE("Alipay: who asks in certificate mode is answered in it") {
  world w;
  const auto numbers = certificate_numbers();
  static_cast<void>(w.ask("alipay.trade.query", {{"out_trade_no", "k"}}, numbers));
  CHECK(w.whole.at("alipay_cert_sn") == sn("alipay_certificate"));
  static_cast<void>(w.about_trade("query"));
  CHECK_FALSE(w.whole.contains("alipay_cert_sn"));
  for (const auto* one : {"app_cert_sn", "alipay_root_cert_sn"}) {
    auto half = numbers;
    half.erase(one);
    half.insert({{"app_id", "1"}, {"method", "alipay.trade.query"}, {"biz_content", "{}"}});
    const auto whole = json::parse(w.face.answer(test::signed_alipay_form(half), w.now).body);
    CHECK(whole.at("alipay_trade_query_response").at("sub_code") == "isv.invalid-app-cert-sn");
  }
}

TEST_CASE("Alipay: who goes by certificates is told of everything by the key whose turn it is") {
  world w;
  constexpr millis every{60'000};
  alipay_face exchanging{w.channel, every};
  auto asked = certificate_numbers();
  asked.insert({{"app_id", "1"}, {"method", "alipay.trade.query"}, {"biz_content", "{}"}});
  static_cast<void>(exchanging.answer(test::signed_alipay_form(asked), w.now));
  const auto of_agreement = [](const std::string& app) {
    return notice{.of_agreement = payer_agreement{.app_id = app}};
  };
  CHECK(exchanging.turn_for({.about = {.app_id = "1"}}, w.now) == turn_at(w.now, every));
  CHECK(exchanging.turn_for(of_agreement("1"), w.now) == turn_at(w.now, every));
  CHECK_FALSE(exchanging.turn_for(of_agreement("2"), w.now));
}

TEST_CASE("Alipay: a code that is shown is paid by whoever scans it") {
  world w;
  const json content{{"out_trade_no", "k"}, {"total_amount", "1.00"}, {"subject", "s"}};
  const auto a = w.ask("alipay.trade.precreate", content);
  CHECK(a.at("qr_code").get<std::string>().rfind("https://qr.alipay.com/", 0) == 0);
  CHECK(w.last.body.find(R"(https:\/\/qr.alipay.com\/)") != std::string::npos);
  CHECK(w.about_trade("query").at("trade_status") == "WAIT_BUYER_PAY");
  w.now += millis{5000};
  CHECK(w.about_trade("query").at("trade_status") == "TRADE_SUCCESS");
}

TEST_CASE("Alipay: a page is signed like a call, and the trade begins when it is opened") {
  const auto [method, product] = GENERATE(table<std::string, std::string>(
      {{"alipay.trade.page.pay", "FAST_INSTANT_TRADE_PAY"},
       {"alipay.trade.wap.pay", "QUICK_WAP_WAY"},
       {"alipay.trade.app.pay", "QUICK_MSECURITY_PAY"}}));
  world w;
  CHECK(w.about_trade("query").at("sub_code") == "ACQ.TRADE_NOT_EXIST");
  json content{{"out_trade_no", "k"}, {"total_amount", "1.00"}, {"subject", "s"}};
  static_cast<void>(w.ask(method, content));  // product_code is missing
  CHECK(w.about_trade("query").at("sub_code") == "ACQ.TRADE_NOT_EXIST");
  content["product_code"] = product;
  static_cast<void>(w.ask(method, content));
  CHECK(w.last.content_type.rfind("text/html", 0) == 0);
  CHECK(w.about_trade("query").at("trade_status") == "WAIT_BUYER_PAY");
  w.now += millis{3000};
  CHECK(w.about_trade("query").at("trade_status") == "TRADE_SUCCESS");
  CHECK(w.channel.advance(w.now).size() == 1);
}

}  // namespace sluice::sim::alipay_gateway_test
