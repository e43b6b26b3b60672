#include "base/sealed.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <memory>

#include "base/invariant.hpp"

namespace sluice {
namespace {

constexpr std::size_t nonce_size = sizeof(seal_nonce);
constexpr std::size_t tag_size = seal_tag_size;

struct free_cipher {
  void operator()(EVP_CIPHER_CTX* c) const noexcept { EVP_CIPHER_CTX_free(c); }
};
using cipher = std::unique_ptr<EVP_CIPHER_CTX, free_cipher>;

const unsigned char* in(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* out(std::string& text, std::size_t at = 0) {
  return reinterpret_cast<unsigned char*>(text.data() + at);
}
int size_of(std::string_view text) { return static_cast<int>(text.size()); }

cipher made(const secret& key, std::string_view nonce, bool seals) {
  cipher c(EVP_CIPHER_CTX_new());
  SLUICE_INVARIANT(c != nullptr && key.reveal().size() == 32);
  SLUICE_INVARIANT(EVP_CipherInit_ex(c.get(), EVP_aes_256_gcm(), nullptr, in(key.reveal()),
                                     in(nonce), seals ? 1 : 0) == 1);
  return c;
}

}  // namespace

std::string seal(const secret& key, const seal_nonce& once, std::string_view shown,
                 const secret& text) {
  const auto& plain = text.reveal();
  std::string all(once.begin(), once.end());
  all.resize(nonce_size + plain.size() + tag_size);
  const auto c = made(key, std::string_view(all).substr(0, nonce_size), true);
  int size = 0;
  SLUICE_INVARIANT(EVP_EncryptUpdate(c.get(), nullptr, &size, in(shown), size_of(shown)) == 1);
  SLUICE_INVARIANT(
      EVP_EncryptUpdate(c.get(), out(all, nonce_size), &size, in(plain), size_of(plain)) == 1);
  SLUICE_INVARIANT(EVP_EncryptFinal_ex(c.get(), out(all, nonce_size + plain.size()), &size) == 1);
  SLUICE_INVARIANT(EVP_CIPHER_CTX_ctrl(c.get(), EVP_CTRL_GCM_GET_TAG, tag_size,
                                       out(all, nonce_size + plain.size())) == 1);
  return all;
}

std::optional<secret> unseal(const secret& key, std::string_view shown, std::string_view sealed) {
  if (sealed.size() < nonce_size + tag_size) return std::nullopt;
  const auto body = sealed.substr(nonce_size, sealed.size() - nonce_size - tag_size);
  std::string tag(sealed.substr(sealed.size() - tag_size));
  const auto c = made(key, sealed.substr(0, nonce_size), false);
  std::string plain(body.size(), '\0');
  int size = 0;
  SLUICE_INVARIANT(EVP_DecryptUpdate(c.get(), nullptr, &size, in(shown), size_of(shown)) == 1);
  SLUICE_INVARIANT(EVP_DecryptUpdate(c.get(), out(plain), &size, in(body), size_of(body)) == 1);
  SLUICE_INVARIANT(EVP_CIPHER_CTX_ctrl(c.get(), EVP_CTRL_GCM_SET_TAG, tag_size, out(tag)) == 1);
  // Only this says whether it is what was sealed: before, nothing of it may be used.
  if (EVP_DecryptFinal_ex(c.get(), out(plain, plain.size()), &size) == 1)
    return secret(std::move(plain));
  OPENSSL_cleanse(plain.data(), plain.size());
  return std::nullopt;
}

}  // namespace sluice
