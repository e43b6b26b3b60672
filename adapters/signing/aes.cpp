#include "adapters/signing/aes.hpp"

#include <openssl/crypto.h>

#include <string>

#include "adapters/signing/digest.hpp"
#include "adapters/signing/openssl.hpp"
#include "base/sealed.hpp"

namespace sluice::signing {
namespace {

constexpr std::size_t key_size = 32;
constexpr std::size_t block_size = 16;

}  // namespace

std::optional<secret> open_aead_aes_256_gcm(const secret& key, std::string_view nonce,
                                            std::string_view beside, std::string_view sealed) {
  const forget_errors guard;
  if (key.reveal().size() != key_size || nonce.size() != sizeof(seal_nonce)) return std::nullopt;
  return unseal(key, beside, std::string(nonce).append(sealed));
}

std::optional<secret> open_req_info(const secret& api_key, std::string_view sealed) {
  return open_aes_256_ecb(secret(hex_digest(hash::md5, api_key.reveal())), sealed);
}

std::optional<secret> open_aes_256_ecb(const secret& key, std::string_view sealed) {
  const forget_errors guard;
  if (key.reveal().size() != key_size) return std::nullopt;
  const owned<EVP_CIPHER_CTX> context(EVP_CIPHER_CTX_new());
  SLUICE_INVARIANT(context != nullptr &&
                   EVP_DecryptInit_ex(context.get(), EVP_aes_256_ecb(), nullptr,
                                      bytes_of(key.reveal()), nullptr) == 1);
  std::string plain(sealed.size() + block_size, '\0');
  int size = 0;
  int last = 0;
  if (EVP_DecryptUpdate(context.get(), bytes_of(plain), &size, bytes_of(sealed),
                        static_cast<int>(sealed.size())) == 1 &&
      EVP_DecryptFinal_ex(context.get(), bytes_of(plain) + size, &last) == 1) {
    plain.resize(static_cast<std::size_t>(size + last));
    return secret(std::move(plain));
  }
  OPENSSL_cleanse(plain.data(), plain.size());
  return std::nullopt;
}

}  // namespace sluice::signing
