// Requests, answers and notifications as they were published, through the dialect itself. Of the
// published requests the private keys are not known: the texts that are signed are compared.

#include "tests/adapters/channels/vectors.hpp"
#include "tests/adapters/channels/wechat_v3/sealed.hpp"
#include "tests/catch.hpp"

namespace sluice::test::wechat_v3_vectors_test {
namespace {

instant at_second(const std::string& seconds) {
  return instant{std::chrono::seconds{std::stoll(seconds)}};
}

/// The text that a request's signature is over, with the nonce of the published one in its place.
std::string text_of(const http_request& request, const std::string& timestamp,
                    const std::string& nonce) {
  return signing::wechatpay_request_text(
      request.method, request.target, timestamp, nonce, request.body);
}

http_headers all_of(const nlohmann::json& said) {
  http_headers out;
  for (const auto& [name, value] : said.items()) out.add(name, value.get<std::string>());
  return out;
}

http_headers with(const http_headers& all, const std::string& name, const std::string& value) {
  http_headers out;
  for (const auto& one : all) out.add(one.name, one.name == name ? value : one.value);
  return out;
}

}  // namespace

TEST_CASE("V3: the officially published calls leave as they were published") {
  const auto vectors = vector_json("wechat_v3/request_sign_official.json");
  if (!vectors) return;
  const auto& cases = vectors->at("cases");
  const auto compare = [&](const channel_call& call, const nlohmann::json& published) {
    const auto timestamp = published.at("timestamp").get<std::string>();
    const auto out = v3::sent(call, 1, at_second(timestamp));
    CHECK(text_of(out, timestamp, published.at("nonce_str")) == published.at("sign_string"));
    CHECK(std::string(*out.headers.find("Authorization")).find("timestamp=\"" + timestamp) !=
          std::string::npos);
  };
  auto refund = call_of(operation::refund_query);
  refund.refund_key = channel_key("123123123123");
  compare(refund, cases.at(0));
  auto pay = call_of(operation::pay, business_type::jsapi);
  pay.key = channel_key("1217752501201407033233368018");
  pay.amount = {100, currency::cny};
  pay.description = "Image形象店-深圳腾大-QQ公仔";
  pay.payer = std::make_shared<payer_details>(payer_details{
      .token = {}, .payer_id = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o", .ip_address = {}, .return_url = {}});
  compare(pay, cases.at(1));
}

TEST_CASE("V3: the published query by transaction is built like ours by number") {
  const auto vector = vector_json("wechat_v3/canonical_request_java.json");
  if (!vector) return;
  auto expected = vector->at("string_to_sign").get<std::string>();
  const std::string by_transaction = "/id/1217752501201407033233368018";
  expected.replace(expected.find(by_transaction), by_transaction.size(),
                   "/out-trade-no/1217752501201407033233368018");
  auto call = call_of(operation::query);
  call.key = channel_key("1217752501201407033233368018");
  CHECK(text_of(v3::sent(call), "1652750623", vector->at("nonce")) == expected);
}

TEST_CASE("V3: the published second signature is over what the payer's page is given") {
  const auto vector = vector_json("wechat_v3/pay_sign_jsapi.json");
  if (!vector) return;
  auto given = v3::account();
  given.app_id = vector->at("appid");
  const auto at = at_second(vector->at("timeStamp"));
  const auto package = vector->at("package").get<std::string>();
  const auto body = nlohmann::json{{"prepay_id", package.substr(package.find('=') + 1)}}.dump();
  const http_result answer{
      .kind = http_result::outcome::answered,
      .response = {.status = 200, .headers = v3::vouching(body, at), .body = body}};
  const auto report =
      attempt_in(v3::made(std::move(given))
                     ->understand(call_of(operation::pay, business_type::jsapi), answer, at));
  REQUIRE(report.action);
  const auto fields = nlohmann::json::parse(report.action->content.shown());
  for (const auto* name : {"timeStamp", "nonceStr", "package"})
    CHECK(fields.at(name) == vector->at(name));
  CHECK(fields.at("appId") == vector->at("appid"));
  CHECK(signing::is_rsa_signature(
      fields.at("paySign").get<std::string>(),
      used(signing::public_key_in(v3::merchant().public_text)), signing::rsa_hash::sha256,
      vector->at("sign_string").get<std::string>()));
}

TEST_CASE("V3: the published answer in public key mode is believed, and no other bytes") {
  const auto vector = vector_json("wechat_v3/response_verify_public_key_mode.json");
  const auto key = vector_text("wechat_v3/official_wxpay_public.pem");
  if (!vector || !key) return;
  auto given = v3::account();
  given.keys.add("public_key", secret(*key));
  const auto speaks = v3::made(std::move(given));
  auto headers = all_of(vector->at("headers"));
  headers.add("Wechatpay-Serial", v3::key_id);
  const auto now = at_second(vector->at("headers").at("Wechatpay-Timestamp"));
  const auto heard = [&](const http_headers& under, const std::string& body) {
    return attempt_in(speaks->understand(
        call_of(operation::pay, business_type::native_qr),
        {.kind = http_result::outcome::answered,
         .response = {.status = 200, .headers = under, .body = body}},
        now));
  };
  const auto body = vector->at("body").get<std::string>();
  CHECK(heard(headers, body).action ==
        payer_action{payer_action_kind::show_code, "weixin://wxpay/bizpayurl?pr=JyC91EIz1"});
  for (const auto& wrong : vector->at("reject")) {
    const auto timestamp = wrong.value("timestamp", std::string());
    const auto under =
        timestamp.empty() ? headers : with(headers, "Wechatpay-Timestamp", timestamp);
    CHECK(heard(under, wrong.value("body", body)).code == "not_proven");
  }
}

TEST_CASE("V3: the published notification is proven, and each of its forgeries refused") {
  const auto vector = vector_json("wechat_v3/notification_go.json");
  const auto certificate = vector_text("wechat_v3/go_notify_certificate.pem");
  if (!vector || !certificate) return;
  auto given = v3::account();
  given.keys.add("platform_certificates", secret(*certificate));
  const auto speaks = v3::made(std::move(given));
  const auto headers = all_of(vector->at("headers"));
  const auto body = vector->at("body").get<std::string>();
  const auto now = at_second(vector->at("headers").at("Wechatpay-Timestamp"));
  const auto heard = [&](const http_headers& under, instant at) {
    return std::get<notice_refusal>(speaks->hear({.headers = under, .body = body}, at));
  };
  // Proven; but of a business that we do not do, and sealed with a key of half the length.
  CHECK(heard(headers, now) == notice_refusal::unreadable);
  const auto signature = vector->at("headers").at("Wechatpay-Signature").get<std::string>();
  CHECK(heard(with(headers, "Wechatpay-Signature", "WECHATPAY/SIGNTEST/" + signature), now) ==
        notice_refusal::false_on_purpose);
  CHECK(heard(headers, at_second("1624524147")) == notice_refusal::not_fresh);
  CHECK(heard(headers, at_second("1624523545")) == notice_refusal::not_fresh);
  CHECK(heard(with(headers, "Wechatpay-Timestamp", "-9223372036854775808"), now) ==
        notice_refusal::not_fresh);
  CHECK(heard(with(headers, "Wechatpay-Serial", "PUB_KEY_ID_0000000000000000000000000000000"),
              now) == notice_refusal::unknown_key);
}

TEST_CASE("V3: the published sealed transaction is read out of its envelope") {
  const auto vectors = vector_json("wechat_v3/aead_aes_256_gcm.json");
  if (!vectors) return;
  const auto& one = vectors->at("cases").at(1);
  REQUIRE(one.at("key") == v3::seal);
  const auto heard = v3::speaks().hear(
      v3::signed_notice(
          "TRANSACTION.SUCCESS", one.at("ciphertext"), one.at("nonce"), one.at("aad")),
      made_at);
  REQUIRE(std::holds_alternative<channel_notification>(heard));
  const auto& news = std::get<channel_notification>(heard);
  CHECK(news.found == order::finding::paid);
  CHECK(news.key == channel_key("1217752501201407033233368018"));
  CHECK(news.amount == money{100, currency::cny});
  CHECK(news.told.at == instant{std::chrono::seconds{1528425296}});
  CHECK(news.told.payer_account == "CMC");
  CHECK(news.told.coupons == money{200, currency::cny});
}

TEST_CASE("V3: the published refund notification leads to its refund") {
  const auto vector = vector_json("wechat_v3/notification_plain.json");
  if (!vector) return;
  const auto& refund = vector->at("refund");
  auto given = v3::account();
  given.merchant_id = refund.at("plain").at("mchid");
  const auto speaks = v3::made(std::move(given));
  auto events = refund.at("other_event_types").get<std::vector<std::string>>();
  events.push_back(refund.at("event_type"));
  for (const auto& event : events) {
    const auto heard = speaks->hear(v3::notice(event, refund.at("plain").dump()), made_at);
    REQUIRE(std::holds_alternative<channel_notification>(heard));
    const auto& news = std::get<channel_notification>(heard);
    CHECK(news.key.value() == refund.at("plain").at("out_refund_no"));
    CHECK(news.found == order::finding::unknown);
  }
}

}  // namespace sluice::test::wechat_v3_vectors_test
