#include "tests/adapters/channels/wechat_v3/sides.hpp"
#include "tests/catch.hpp"

namespace sluice::test::wechat_v3_account_test {
namespace {

/// The key that is blamed. "": it is a dialect.
std::string blamed(dialect_account given) {
  const auto made = wechat_v3_dialect::make(std::move(given));
  const auto* no = std::get_if<key_fault>(&made);
  if (no == nullptr) return "";
  CHECK_FALSE(no->why.empty());
  CHECK_FALSE(no->allowed.empty());
  return no->key;
}

dialect_account without(std::initializer_list<std::string_view> names) {
  auto given = v3::account();
  account_keys rest;
  for (const auto& [name, text] : given.keys)
    if (std::find(names.begin(), names.end(), name) == names.end()) rest.add(name, text);
  given.keys = rest;
  return given;
}

dialect_account with(const std::string& name, const std::string& text) {
  auto given = v3::account();
  given.keys.add(name, secret(text));
  return given;
}

std::string certificate_of(const v3::key_pair& pair, long serial) {
  const owned<BIO> from(
      BIO_new_mem_buf(pair.private_text.data(), static_cast<int>(pair.private_text.size())));
  const owned<EVP_PKEY> key(PEM_read_bio_PrivateKey(from.get(), nullptr, nullptr, nullptr));
  return pem_of(made_certificate({.serial = serial}, key.get()).get());
}

}  // namespace

TEST_CASE("V3: each key that is missing or damaged is named") {
  CHECK(blamed(v3::account()).empty());
  CHECK(blamed(without({"merchant_key"})) == "merchant_key");
  CHECK(blamed(with("merchant_key", v3::merchant().public_text)) == "merchant_key");
  CHECK(blamed(without({"merchant_serial"})) == "merchant_serial");
  CHECK(blamed(with("merchant_serial", "12 34")) == "merchant_serial");
  CHECK(blamed(without({"api_v3_key"})) == "api_v3_key");
  CHECK(blamed(with("api_v3_key", "testMchAPIv3Key0")) == "api_v3_key");
  CHECK(blamed(without({"public_key"})) == "public_key");
  CHECK(blamed(without({"public_key_id"})) == "public_key_id");
  CHECK(blamed(with("public_key_id", "PUB_KEY_ID_")) == "public_key_id");
  CHECK(blamed(with("public_key", "AAAA")) == "public_key");
  CHECK(blamed(with("platform_certificates", "AAAA")) == "platform_certificates");
}

TEST_CASE("V3: without WeChat Pay's key its certificates may be there, or are fetched") {
  const auto bare = without({"public_key", "public_key_id"});
  CHECK(blamed(bare).empty());
  auto certified = bare;
  const auto one = certificate_of(v3::wechat_pay(), 7);
  certified.keys.add("platform_certificates", secret(one));
  CHECK(blamed(certified).empty());
  certified.keys.add("platform_certificates", secret(one + one));
  CHECK(blamed(certified) == "platform_certificates");
  CHECK(blamed(with("platform_certificates", one)).empty());
}

TEST_CASE("V3: the merchant's certificate must be of the merchant's key") {
  auto given = without({"merchant_serial"});
  given.keys.add("merchant_certificate", secret(certificate_of(v3::merchant(), 0x25F8)));
  CHECK(blamed(given).empty());
  const auto out = std::get<http_request>(
      v3::made(given)->assemble(call_of(operation::query), {.now = made_at}));
  CHECK(std::string(*out.headers.find("Authorization")).find("serial_no=\"25F8\"") !=
        std::string::npos);
  given.keys.add("merchant_serial", secret("25f8"));
  CHECK(blamed(given).empty());
  given.keys.add("merchant_serial", secret("25F9"));
  CHECK(blamed(given) == "merchant_serial");
  CHECK(blamed(with("merchant_certificate", certificate_of(v3::wechat_pay(), 7))) ==
        "merchant_certificate");
  CHECK(blamed(with("merchant_certificate", "AAAA")) == "merchant_certificate");
}

TEST_CASE("V3: during a switch answers by certificate and by public key are both believed") {
  auto given = without({"public_key", "public_key_id"});
  given.keys.add("platform_certificates", secret(certificate_of(v3::wechat_pay(), 0x5DEA)));
  const auto body = v3::trade("SUCCESS").dump();
  const auto result = [&](const std::string& serial) {
    http_headers under;
    for (const auto& one : v3::vouching(body))
      under.add(one.name, one.name == "Wechatpay-Serial" ? serial : one.value);
    return http_result{.kind = http_result::outcome::answered,
                       .response = {.status = 200, .headers = under, .body = body}};
  };
  const auto found = [&](const dialect& speaks, const std::string& serial, instant now = made_at) {
    return attempt_in(speaks.understand(call_of(operation::query), result(serial), now)).found;
  };
  const auto by_certificate = v3::made(given);
  CHECK(found(*by_certificate, "5DEA") == order::finding::paid);
  CHECK(found(*by_certificate, v3::key_id) == order::finding::unknown);
  const auto by_both =
      v3::made(with("platform_certificates", certificate_of(v3::wechat_pay(), 0x5DEA)));
  CHECK(found(*by_both, "5DEA") == order::finding::paid);
  CHECK(found(*by_both, v3::key_id) == order::finding::paid);
  const auto asked = [&](const dialect& speaks) {
    const auto out = speaks.assemble(call_of(operation::query), {.now = made_at});
    const auto named = std::get<http_request>(out).headers.find("Wechatpay-Serial");
    return named ? std::optional(std::string(*named)) : std::nullopt;
  };
  CHECK_FALSE(asked(*by_certificate));
  CHECK(asked(*by_both) == v3::key_id);
}

TEST_CASE("V3: each of several certificates proves what it signs") {
  auto given = without({"public_key", "public_key_id"});
  given.keys.add(
      "platform_certificates",
      secret(certificate_of(v3::merchant(), 0x1AA1) + certificate_of(v3::wechat_pay(), 0x5DEA)));
  const auto body = v3::trade("SUCCESS").dump();
  http_headers named;
  for (const auto& one : v3::vouching(body))
    named.add(one.name, one.name == "Wechatpay-Serial" ? "5DEA" : one.value);
  const http_result result{.kind = http_result::outcome::answered,
                           .response = {.status = 200, .headers = named, .body = body}};
  const auto speaks = v3::made(given);
  CHECK(attempt_in(speaks->understand(call_of(operation::query), result, made_at)).found ==
        order::finding::paid);
}

}  // namespace sluice::test::wechat_v3_account_test
