#pragma once
/// Lists of certificates as WeChat Pay V3 hands them out: sealed, and signed by one of them.

#include <string>

#include "tests/adapters/channels/wechat_v3/sealed.hpp"

namespace sluice::test::v3 {

/// Of WeChat Pay's key, whatever its number.
inline std::string certificate_text(long serial, int days = 10) {
  const owned<BIO> from(BIO_new_mem_buf(
      wechat_pay().private_text.data(), static_cast<int>(wechat_pay().private_text.size())));
  const owned<EVP_PKEY> key(PEM_read_bio_PrivateKey(from.get(), nullptr, nullptr, nullptr));
  return pem_of(made_certificate({.serial = serial, .days = days}, key.get()).get());
}

inline nlohmann::json entry(const std::string& serial, const std::string& pem) {
  return {{"serial_no", serial},
          {"encrypt_certificate",
           {{"algorithm", "AEAD_AES_256_GCM"},
            {"nonce", "katvtHDDPxkw"},
            {"associated_data", "certificate"},
            {"ciphertext", sealed(pem, "katvtHDDPxkw", "certificate", seal)}}}};
}

inline http_response vouched_by(const std::string& serial, const std::string& body) {
  http_response out{.status = 200, .headers = {}, .body = body};
  for (const auto& one : vouching(out.body))
    out.headers.add(one.name, one.name == "Wechatpay-Serial" ? serial : one.value);
  return out;
}

/// An account that has neither WeChat Pay's key nor a certificate of it.
inline dialect_account without_their_keys() {
  auto out = account();
  out.keys.add("public_key", secret());
  out.keys.add("public_key_id", secret());
  return out;
}

}  // namespace sluice::test::v3
