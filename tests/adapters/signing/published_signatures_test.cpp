// Requests and answers that the payment companies' own programs have signed: the text is made of
// their fields, and the signature fits that text and no other.
#include <map>

#include "adapters/channels/form.hpp"
#include "adapters/signing/certificate.hpp"
#include "adapters/signing/digest.hpp"
#include "adapters/signing/key_text.hpp"
#include "adapters/signing/rsa_signature.hpp"
#include "adapters/signing/sorted_pairs.hpp"
#include "adapters/signing/wechatpay_text.hpp"
#include "tests/adapters/channels/vectors.hpp"
#include "tests/adapters/signing/used.hpp"

namespace sluice::test {
namespace {

using namespace signing;
using nlohmann::json;

std::optional<public_key> key_in_file(const std::string& path) {
  const auto text = vector_text(path);
  if (!text) return std::nullopt;
  if (text->find("BEGIN PUBLIC KEY") != std::string::npos) return used(public_key_in(*text));
  return used(used(certificate::first_in(*text)).key());
}

void check_fits(const std::string& sign, const public_key& key, const std::string& text,
                rsa_hash with = rsa_hash::sha256) {
  INFO(text);
  CHECK(is_rsa_signature(sign, key, with, text));
  CHECK_FALSE(is_rsa_signature(sign, key, with, text + "\n"));
  CHECK_FALSE(is_rsa_signature(sign, key, with, text.substr(1)));
}

form_fields fields_of(const std::string& form) { return std::get<form_fields>(form_decode(form)); }

/// ACP's answers are written like a form and not escaped.
form_fields unescaped(std::string_view body) {
  form_fields out;
  while (!body.empty()) {
    const auto pair = body.substr(0, body.find('&'));
    const auto equals = pair.find('=');
    out.emplace(pair.substr(0, equals), pair.substr(equals + 1));
    body.remove_prefix(std::min(pair.size() + 1, body.size()));
  }
  return out;
}

std::string acp_text(const form_fields& fields) {
  return hex_digest(hash::sha256, sorted_pairs(fields, unsigned_in_acp));
}

std::string request_text(const json& one) {
  const auto field = [&](const char* name) { return one[name].get<std::string>(); };
  return wechatpay_request_text(field("method"), field("url_in_sign_string"), field("timestamp"),
                                field("nonce_str"), field("body"));
}

}  // namespace

TEST_CASE("published signatures: calls of WeChat Pay V3") {
  const auto official = vector_json("wechat_v3/request_sign_official.json");
  const auto escaped = vector_json("wechat_v3/request_sign_yansongda.json");
  const auto payer = vector_json("wechat_v3/pay_sign_jsapi.json");
  const auto key = key_in_file("wechat_v3/official_test_public.pem");
  const auto merchant = key_in_file("wechat_v3/yansongda_merchant_cert.pem");
  if (!official || !escaped || !payer || !key || !merchant) return;
  for (const auto& one : (*official)["cases"]) {
    CHECK(request_text(one) == one["sign_string"]);
    check_fits(one["signature"], *key, request_text(one));
  }
  CHECK(request_text(*escaped) == (*escaped)["sign_string"]);
  check_fits((*escaped)["signature"], *merchant, request_text(*escaped));
  const auto& p = *payer;
  const auto text = wechatpay_payer_text(
      p["appid"].get<std::string>(), p["timeStamp"].get<std::string>(),
      p["nonceStr"].get<std::string>(), p["package"].get<std::string>());
  CHECK(text == p["sign_string"]);
  check_fits(p["paySign"], *key, text);
}

TEST_CASE("published signatures: a plain text, and a key that is another's") {
  const auto go = vector_json("wechat_v3/rsa_sha256_go.json");
  const auto java = vector_json("wechat_v3/rsa_verify_java.json");
  const auto go_key = key_in_file("wechat_v3/go_testing_cert.pem");
  const auto merchant = key_in_file("wechat_v3/java_merchant_certificate.pem");
  const auto other = key_in_file("wechat_v3/java_wechat_pay_public_key.pem");
  if (!go || !java || !go_key || !merchant || !other) return;
  check_fits((*go)["signature"], *go_key, (*go)["message"]);
  for (const auto& text : (*go)["reject_messages"])
    CHECK_FALSE(is_rsa_signature(
        (*go)["signature"].get<std::string>(), *go_key, rsa_hash::sha256, text.get<std::string>()));
  check_fits((*java)["signature"], *merchant, (*java)["message"]);
  CHECK_FALSE(is_rsa_signature((*java)["signature"].get<std::string>(), *other, rsa_hash::sha256,
                               (*java)["message"].get<std::string>()));
}

TEST_CASE("published signatures: calls of Alipay") {
  const auto old = vector_json("alipay/legacy_sign_chloerei.json");
  const auto whole = vector_json("alipay/request_sign_rsa2_chloerei.json");
  const auto with_certificate = vector_json("alipay/request_sign_cert_mode.json");
  const auto key = key_in_file("alipay/chloerei_test_public.pem");
  const auto merchant = key_in_file("alipay/yansongda_alipayAppPublicCert.crt");
  if (!old || !whole || !with_certificate || !key || !merchant) return;
  check_fits((*old)["rsa_sha1"], *key, (*old)["string"], rsa_hash::sha1);
  for (const auto& query : (*whole)["signed_query_strings"]) {
    const auto fields = fields_of(query);
    check_fits(fields.at("sign"), *key, sorted_pairs(fields, unsigned_in_alipay_request));
  }
  check_fits((*with_certificate)["sign"], *merchant, (*with_certificate)["sign_string"]);
}

TEST_CASE("published signatures: answers of Alipay, byte for byte") {
  const auto answers = vector_json("alipay/response_sign_rsa2.json");
  const auto back = vector_json("alipay/return_url_rsa2.json");
  const auto key = key_in_file("alipay/yansongda_alipayPublicCert.crt");
  if (!answers || !back || !key) return;
  for (const auto& one : (*answers)["cases"]) {
    const std::string text = one["signed_text"];
    check_fits(one["sign"], *key, text);
    const auto written_anew = json::parse(text).dump(1);
    CHECK_FALSE(
        is_rsa_signature(one["sign"].get<std::string>(), *key, rsa_hash::sha256, written_anew));
  }
  auto fields = fields_of((*back)["query"]);
  check_fits(fields.at("sign"), *key, sorted_pairs(fields, unsigned_in_alipay_notification));
  CHECK_FALSE(is_rsa_signature(
      fields.at("sign"), *key, rsa_hash::sha256, sorted_pairs(fields, unsigned_in_alipay_request)));
}

TEST_CASE("published signatures: calls of UnionPay ACP") {
  const auto file = GENERATE(as<std::string>{}, "acp510_request_sign", "acp510_request_sign_fields",
                             "acp510_request_sign_revoke_refund");
  const auto vector = vector_json("unionpay/" + file + ".json");
  const auto key = key_in_file("unionpay/acp_test_sign_cert.pem");
  if (!vector || !key) return;
  const auto cases = vector->contains("cases") ? (*vector)["cases"] : json::array({*vector});
  for (const auto& one : cases) {
    const auto fields =
        one.contains("form") ? fields_of(one["form"]) : one["fields"].get<form_fields>();
    CHECK(sorted_pairs(fields, unsigned_in_acp) == one["sign_string"]);
    CHECK(acp_text(fields) == one["sha256_hex"]);
    check_fits(one["signature"], *key, acp_text(fields));
  }
}

TEST_CASE("published signatures: answers and notifications of UnionPay ACP") {
  const auto file = GENERATE(
      as<std::string>{}, "acp510_response_query", "acp510_verify_2022", "acp510_notification");
  const auto vector = vector_json("unionpay/" + file + ".json");
  const auto key = key_in_file("unionpay/acp_test_verify_2020.pem");
  if (!vector || !key) return;
  auto fields = vector->contains("form") ? fields_of((*vector)["form"])
                                         : unescaped((*vector)["raw_body"].get<std::string>());
  const auto sign = fields.at("signature");
  CHECK(acp_text(fields) == (*vector)["sha256_hex"]);
  check_fits(sign, *key, acp_text(fields));
  // The certificate that comes along is part of the text, and says the same key.
  const auto sent = used(certificate::first_in(fields.at("signPubKeyCert")));
  CHECK(is_rsa_signature(sign, used(sent.key()), rsa_hash::sha256, acp_text(fields)));
  const auto refused = [&](form_fields changed) {
    return !is_rsa_signature(sign, *key, rsa_hash::sha256, acp_text(changed));
  };
  auto changed = fields;
  changed["txnAmt"] = "2";
  CHECK(refused(changed));
  changed = fields;
  changed.erase("signPubKeyCert");
  CHECK(refused(changed));
  if (vector->contains("raw_body")) CHECK(refused(fields_of((*vector)["raw_body"])));
}

}  // namespace sluice::test
