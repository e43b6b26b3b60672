#include "adapters/signing/aes.hpp"

#include <rapidcheck.h>

#include "adapters/signing/certificate.hpp"
#include "adapters/signing/digest.hpp"
#include "base/base64.hpp"
#include "base/sealed.hpp"
#include "base/time_text.hpp"
#include "tests/adapters/channels/vectors.hpp"
#include "tests/adapters/signing/flips.hpp"
#include "tests/adapters/signing/used.hpp"

namespace sluice::test {
namespace {

using namespace signing;

const secret key{std::string(32, 'k')};
const std::string nonce(12, 'n');

std::string sealed_beside(std::string_view beside, const std::string& text) {
  seal_nonce once{};
  once.fill('n');
  return seal(key, once, beside, secret(text)).substr(once.size());
}

std::string raw(const nlohmann::json& text) { return *bytes_from_base64(text.get<std::string>()); }

/// WeChat Pay's resource, with some of it replaced by `other`.
std::optional<secret> opened(nlohmann::json resource, const nlohmann::json& other = {}) {
  if (other.is_object()) resource.update(other);
  const auto& beside = resource.contains("aad") ? resource["aad"] : resource["associated_data"];
  return open_aead_aes_256_gcm(
      secret(resource["key"].get<std::string>()), resource["nonce"].get<std::string>(),
      beside.get<std::string>(), raw(resource["ciphertext"]));
}

/// A platform certificate that came sealed is the one that is expected.
void check_certificate(const std::optional<secret>& pem, const nlohmann::json& expected) {
  REQUIRE(pem);
  CHECK(hex_digest(hash::sha256, pem->reveal()) == expected["pem_sha256"]);
  const auto read = used(certificate::first_in(pem->reveal()));
  CHECK(read.serial_hex() == expected["serial"]);
  CHECK(read.valid_from() == instant_from_rfc3339(expected["not_before"].get<std::string>()));
  CHECK(read.valid_until() == instant_from_rfc3339(expected["not_after"].get<std::string>()));
}

}  // namespace

TEST_CASE("AEAD_AES_256_GCM opens what was sealed, also empty or beside nothing") {
  CHECK(open_aead_aes_256_gcm(key, nonce, "beside", sealed_beside("beside", "text"))->reveal() ==
        "text");
  CHECK(open_aead_aes_256_gcm(key, nonce, "", sealed_beside("", "text"))->reveal() == "text");
  CHECK(open_aead_aes_256_gcm(key, nonce, "", sealed_beside("", ""))->empty());
}

TEST_CASE("keys, nonces and texts of another length open nothing") {
  const auto sealed = sealed_beside("", "text");
  for (const auto size : {0U, 16U, 31U, 33U})
    CHECK_FALSE(open_aead_aes_256_gcm(secret(std::string(size, 'k')), nonce, "", sealed));
  for (const auto size : {0U, 11U, 13U, 16U})
    CHECK_FALSE(open_aead_aes_256_gcm(key, std::string(size, 'n'), "", sealed));
  for (const auto size : {0U, 1U, 15U, 16U})
    CHECK_FALSE(open_aead_aes_256_gcm(key, nonce, "", sealed.substr(0, size)));
  // A nonce that is too short does not take the missing bytes from the text.
  CHECK_FALSE(open_aead_aes_256_gcm(key, nonce.substr(1), "", "n" + sealed));
}

TEST_CASE("one flipped bit opens nothing") {
  CHECK(rc::check("AEAD_AES_256_GCM notices", [](const std::string& text) {
    const auto sealed = sealed_beside("beside", text);
    RC_ASSERT(open_aead_aes_256_gcm(key, nonce, "beside", sealed)->reveal() == text);
    RC_ASSERT(!open_aead_aes_256_gcm(key, nonce, "beside", flipped_anywhere(sealed)));
    RC_ASSERT(!open_aead_aes_256_gcm(key, nonce, flipped_anywhere("beside"), sealed));
    RC_ASSERT(!open_aead_aes_256_gcm(key, flipped_anywhere(nonce), "beside", sealed));
    RC_ASSERT(
        !open_aead_aes_256_gcm(secret(flipped_anywhere(key.reveal())), nonce, "beside", sealed));
  }));
}

TEST_CASE("AES-256-ECB refuses what is no whole text of its kind") {
  for (const auto size : {0U, 1U, 15U, 17U})
    CHECK_FALSE(open_aes_256_ecb(key, std::string(size, 'x')));
  CHECK_FALSE(open_aes_256_ecb(key, std::string(16, 'x')));  // the padding is none
  CHECK_FALSE(open_aes_256_ecb(secret("short"), std::string(16, 'x')));
}

TEST_CASE("published texts under AEAD_AES_256_GCM: WeChat Pay V3") {
  const auto vector = vector_json("wechat_v3/aead_aes_256_gcm.json");
  if (!vector) return;
  for (const auto& one : (*vector)["cases"]) {
    CHECK(opened(one)->reveal() == one["plaintext"]);
    for (const auto& change : one.value("reject", nlohmann::json::array())) {
      if (!change.contains("ciphertext_zero_bytes")) {
        CHECK_FALSE(opened(one, change));
        continue;
      }
      const std::string zeros(change["ciphertext_zero_bytes"].get<std::size_t>(), '\0');
      CHECK_FALSE(opened(one, {{"ciphertext", base64(zeros)}}));
    }
  }
}

TEST_CASE("published platform certificates under AEAD_AES_256_GCM") {
  const auto one = vector_json("wechat_v3/platform_certificate_yansongda.json");
  const auto answer = vector_json("wechat_v3/certificates_download_java.json");
  if (!one || !answer) return;
  check_certificate(opened(*one), (*one)["expect"]);
  for (const auto& change : (*one)["reject"]) CHECK_FALSE(opened(*one, change));
  const auto body = nlohmann::json::parse((*answer)["body"].get<std::string>());
  bool found = false;
  for (const auto& row : body["data"]) {
    if (row["serial_no"] != (*answer)["expect"]["serial_no_in_body"]) continue;
    auto resource = row["encrypt_certificate"];
    resource["key"] = (*answer)["key"];
    check_certificate(opened(resource), (*answer)["expect"]);
    found = true;
  }
  CHECK(found);
}

TEST_CASE("published req_info under AES-256-ECB: refunds of WeChat Pay V2") {
  const auto vector = vector_json("wechat_v2/aes_ecb_refund_notify.json");
  if (!vector) return;
  for (const auto& one : (*vector)["cases"]) {
    const auto sealed = raw(one["ciphertext"]);
    const auto plain = open_aes_256_ecb(secret(one["aes_key"].get<std::string>()), sealed);
    REQUIRE(plain);
    if (one["plaintext"].is_string()) CHECK(plain->reveal() == one["plaintext"]);
    CHECK_FALSE(open_aes_256_ecb(key, sealed));
    if (!one.contains("mch_key")) continue;
    CHECK(plain->reveal().starts_with("<root>"));
    const auto ours = secret(one["mch_key"].get<std::string>());
    CHECK(open_req_info(ours, sealed)->reveal() == plain->reveal());
  }
}

}  // namespace sluice::test
