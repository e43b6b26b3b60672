#pragma once
/// Notifications as WeChat Pay V3 makes them: sealed, then signed.

#include <openssl/evp.h>

#include "base/base64.hpp"
#include "tests/adapters/channels/wechat_v3/sides.hpp"

namespace sluice::test::v3 {

/// AEAD_AES_256_GCM, with the tag behind it.
inline std::string sealed(const std::string& text, const std::string& nonce,
                          const std::string& beside, const std::string& key) {
  constexpr int tag_bytes = 16;
  const owned<EVP_CIPHER_CTX> context(EVP_CIPHER_CTX_new());
  std::string out(text.size() + tag_bytes, '\0');
  int size = 0;
  auto* const c = context.get();
  const auto bytes = [](const std::string& s) { return signing::bytes_of(std::string_view(s)); };
  SLUICE_INVARIANT(
      EVP_EncryptInit_ex(c, EVP_aes_256_gcm(), nullptr, bytes(key), bytes(nonce)) == 1 &&
      EVP_EncryptUpdate(c, nullptr, &size, bytes(beside), static_cast<int>(beside.size())) == 1 &&
      EVP_EncryptUpdate(
          c, signing::bytes_of(out), &size, bytes(text), static_cast<int>(text.size())) == 1 &&
      EVP_EncryptFinal_ex(c, signing::bytes_of(out) + size, &size) == 1 &&
      EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_GCM_GET_TAG, tag_bytes, out.data() + text.size()) == 1);
  return base64(out);
}

inline http_request signed_notice(const std::string& event, const std::string& ciphertext,
                                  const std::string& nonce, const std::string& beside) {
  const nlohmann::json envelope{
      {"id", "1"},
      {"create_time", "2018-06-08T10:34:56+08:00"},
      {"resource_type", "encrypt-resource"},
      {"event_type", event},
      {"summary", "s"},
      {"resource",
       {{"algorithm", "AEAD_AES_256_GCM"},
        {"original_type", "transaction"},
        {"ciphertext", ciphertext},
        {"nonce", nonce},
        {"associated_data", beside}}}};
  const auto body = envelope.dump();
  return {.method = "POST", .target = "/notify/wechat", .headers = vouching(body), .body = body};
}

inline http_request notice(const std::string& event, const std::string& text,
                           const std::string& key = seal) {
  return signed_notice(
      event, sealed(text, "katvtHDDPxkw", "transaction", key), "katvtHDDPxkw", "transaction");
}

}  // namespace sluice::test::v3
