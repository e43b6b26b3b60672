#include "adapters/signing/wechatpay_proof.hpp"

#include "adapters/signing/aes.hpp"
#include "adapters/signing/key_text.hpp"
#include "adapters/signing/rsa_signature.hpp"
#include "adapters/signing/wechatpay_text.hpp"
#include "base/base64.hpp"
#include "tests/adapters/channels/vectors.hpp"
#include "tests/adapters/signing/made_certificates.hpp"

namespace sluice::test {
namespace {

using namespace signing;

instant at_second(std::int64_t seconds) { return instant{std::chrono::seconds{seconds}}; }

/// Headers that own their text.
struct letter {
  std::string serial, timestamp, nonce, signature, body;

  [[nodiscard]] wechatpay_proof proven(const keys_by_serial& keys, instant now) const {
    return proof_of({serial, timestamp, nonce, signature}, body, keys, now);
  }
};

letter letter_in(const nlohmann::json& vector) {
  const auto& h = vector["headers"];
  return {h.value("Wechatpay-Serial", "PUB_KEY_ID_1"), h["Wechatpay-Timestamp"],
          h["Wechatpay-Nonce"], h["Wechatpay-Signature"], vector["body"]};
}

}  // namespace

TEST_CASE("only what WeChat Pay signed just now is genuine") {
  const auto made = made_rsa();
  const auto ours = used(private_key_in(secret(private_pem(made.get()))));
  keys_by_serial keys;
  REQUIRE_FALSE(keys.add("PUB_KEY_ID_1", used(public_key_in(public_pem(made.get())))));
  REQUIRE_FALSE(keys.add("PUB_KEY_ID_2", used(public_key_in(public_pem(made_rsa().get())))));
  const auto now = at_second(1000);
  const auto sign = rsa_sign(ours, rsa_hash::sha256, wechatpay_answer_text("1000", "n", "{}"));
  const letter good{"PUB_KEY_ID_1", "1000", "n", sign, "{}"};
  CHECK(good.proven(keys, now) == wechatpay_proof::genuine);

  using enum wechatpay_proof;
  CHECK(good.proven(keys, at_second(1301)) == not_fresh);
  CHECK(letter{"PUB_KEY_ID_3", "1000", "n", sign, "{}"}.proven(keys, now) == unknown_key);
  CHECK(letter{"PUB_KEY_ID_2", "1000", "n", sign, "{}"}.proven(keys, now) == not_their_own);
  CHECK(letter{"PUB_KEY_ID_1", "1001", "n", sign, "{}"}.proven(keys, now) == not_their_own);
  CHECK(letter{"PUB_KEY_ID_1", "1000", "m", sign, "{}"}.proven(keys, now) == not_their_own);
  CHECK(letter{"PUB_KEY_ID_1", "1000", "n", sign, "{ }"}.proven(keys, now) == not_their_own);
  CHECK(letter{"PUB_KEY_ID_1", "1000", "n", "", "{}"}.proven(keys, now) == not_their_own);
  CHECK(letter{"PUB_KEY_ID_1", "1000", "n", "WECHATPAY/SIGNTEST/" + sign, "{}"}.proven(keys, now) ==
        on_purpose);
  CHECK(letter{}.proven(keys, now) == not_fresh);
}

TEST_CASE("published notification: WeChat Pay V3 with a certificate") {
  const auto vector = vector_json("wechat_v3/notification_go.json");
  const auto pem = vector_text("wechat_v3/go_notify_certificate.pem");
  if (!vector || !pem) return;
  keys_by_serial keys;
  REQUIRE_FALSE(keys.add(used(certificate::first_in(*pem))));
  const auto good = letter_in(*vector);
  const auto now = at_second(std::stoll(good.timestamp));
  CHECK(good.proven(keys, now) == wechatpay_proof::genuine);
  const std::map<std::string, wechatpay_proof> expected{
      {"Wechatpay-Signature", wechatpay_proof::on_purpose},
      {"Wechatpay-Timestamp", wechatpay_proof::not_fresh},
      {"Wechatpay-Serial", wechatpay_proof::unknown_key}};
  for (const auto& change : (*vector)["reject"]) {
    if (change.contains("clock")) {
      CHECK(good.proven(keys, at_second(change["clock"])) == wechatpay_proof::not_fresh);
      continue;
    }
    const std::string header = change["header"];
    auto changed = (*vector);
    changed["headers"][header] =
        change.contains("value") ? change["value"].get<std::string>()
                                 : change["prefix"].get<std::string>() + good.signature;
    CHECK(letter_in(changed).proven(keys, now) == expected.at(header));
  }
  // The published key has 16 bytes. WeChat Pay's have 32, and no others are taken.
  const auto resource = nlohmann::json::parse(good.body)["resource"];
  CHECK_FALSE(open_aead_aes_256_gcm(
      secret((*vector)["key"].get<std::string>()), resource["nonce"].get<std::string>(),
      resource["associated_data"].get<std::string>(),
      *bytes_from_base64(resource["ciphertext"].get<std::string>())));
}

TEST_CASE("published answer: WeChat Pay V3 with a public key") {
  const auto vector = vector_json("wechat_v3/response_verify_public_key_mode.json");
  const auto pem = vector_text("wechat_v3/official_wxpay_public.pem");
  if (!vector || !pem) return;
  keys_by_serial keys;
  REQUIRE_FALSE(keys.add("PUB_KEY_ID_1", used(public_key_in(*pem))));
  const auto good = letter_in(*vector);
  const auto now = at_second(std::stoll(good.timestamp));
  CHECK(good.proven(keys, now) == wechatpay_proof::genuine);
  for (const auto& change : (*vector)["reject"]) {
    auto changed = good;
    changed.body = change.value("body", good.body);
    changed.timestamp = change.value("timestamp", good.timestamp);
    CHECK(changed.proven(keys, now) == wechatpay_proof::not_their_own);
  }
}

}  // namespace sluice::test
