#include "tests/adapters/channels/wechat_v3/sides.hpp"
#include "tests/catch.hpp"

namespace sluice::test::wechat_v3_payer_test {
namespace {

order::attempt_report prepaid(business_type type, const nlohmann::json& body) {
  return attempt_in(v3::heard(call_of(operation::pay, type), body));
}

bool is_signed_by_us(const std::string& signature, const std::string& prepay) {
  const auto text = signing::wechatpay_payer_text(
      "wxd678efh567hg6787", v3::seconds_of(made_at), v3::answer_nonce, prepay);
  const auto half = used(signing::public_key_in(v3::merchant().public_text));
  return signing::is_rsa_signature(signature, half, signing::rsa_hash::sha256, text);
}

}  // namespace

TEST_CASE("V3: a prepay leaves the order to its payer") {
  const auto report =
      prepaid(business_type::native_qr, {{"code_url", "weixin://wxpay/bizpayurl?pr=JyC91EIz1"}});
  CHECK(report.found == order::finding::payer_paying);
  CHECK(report.action ==
        payer_action{payer_action_kind::show_code, "weixin://wxpay/bizpayurl?pr=JyC91EIz1"});
  CHECK(prepaid(business_type::h5, {{"h5_url", "https://wx.tenpay.com/x?a=1&b=2"}}).action ==
        payer_action{payer_action_kind::open_page, "https://wx.tenpay.com/x?a=1&b=2"});
}

TEST_CASE("V3: a page within WeChat is given fields that are signed once more") {
  const auto report = prepaid(business_type::jsapi, {{"prepay_id", "wx2014"}});
  REQUIRE(report.action);
  CHECK(report.action->kind == payer_action_kind::call_app);
  const auto fields = nlohmann::json::parse(report.action->content.shown());
  CHECK(fields.size() == 6);
  CHECK(fields.at("appId") == "wxd678efh567hg6787");
  CHECK(fields.at("timeStamp") == v3::seconds_of(made_at));
  CHECK(fields.at("nonceStr") == v3::answer_nonce);
  CHECK(fields.at("package") == "prepay_id=wx2014");
  CHECK(fields.at("signType") == "RSA");
  CHECK(is_signed_by_us(fields.at("paySign"), "prepay_id=wx2014"));
}

TEST_CASE("V3: an app is given the bare prepay id") {
  const auto report = prepaid(business_type::app, {{"prepay_id", "wx2014"}});
  REQUIRE(report.action);
  const auto fields = nlohmann::json::parse(report.action->content.shown());
  CHECK(fields.at("partnerid") == "1230000109");
  CHECK(fields.at("prepayid") == "wx2014");
  CHECK(fields.at("package") == "Sign=WXPay");
  CHECK(is_signed_by_us(fields.at("sign"), "wx2014"));
}

TEST_CASE("V3: what is not fit to be handed to a payer is unknown") {
  const std::pair<business_type, nlohmann::json> rows[] = {
      {business_type::native_qr, nlohmann::json::object()},
      {business_type::native_qr, {{"code_url", "https://wx.tenpay.com/x"}}},
      {business_type::native_qr, {{"code_url", "weixin://" + std::string(600, 'x')}}},
      {business_type::h5, {{"h5_url", "javascript:alert(1)"}}},
      {business_type::h5, {{"h5_url", "https://wx.tenpay.com/\"><script>"}}},
      {business_type::h5, {{"h5_url", "https://wx.tenpay.com/a b"}}},
      {business_type::jsapi, {{"prepay_id", ""}}},
      {business_type::jsapi, {{"prepay_id", 7}}},
      {business_type::app, {{"prepay_id", "a\nb"}}}};
  for (const auto& [type, body] : rows) {
    INFO(body.dump());
    const auto report = prepaid(type, body);
    CHECK(report.found == order::finding::unknown);
    CHECK(report.code == "no_payer_action");
    CHECK_FALSE(report.action);
  }
}

}  // namespace sluice::test::wechat_v3_payer_test
