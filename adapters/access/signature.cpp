#include "adapters/access/signature.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <memory>

#include "base/hex.hpp"
#include "base/invariant.hpp"

namespace sluice::access {
namespace {

struct free_openssl {
  void operator()(EVP_MD_CTX* c) const noexcept { EVP_MD_CTX_free(c); }
  void operator()(EVP_PKEY* k) const noexcept { EVP_PKEY_free(k); }
};
template <class T>
using owned = std::unique_ptr<T, free_openssl>;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

constexpr std::size_t seed_size = 32;

owned<EVP_PKEY> private_key(std::string_view seed) {
  SLUICE_INVARIANT(seed.size() == seed_size);
  owned<EVP_PKEY> key(
      EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, bytes_of(seed), seed.size()));
  SLUICE_INVARIANT(key != nullptr);
  return key;
}

}  // namespace

bool is_same(const digest& one, const digest& other) noexcept {
  return CRYPTO_memcmp(one.data(), other.data(), one.size()) == 0;
}

std::string ed25519_sign(std::string_view seed, std::string_view text) {
  const auto key = private_key(seed);
  const owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
  std::string out(64, '\0');
  std::size_t size = out.size();
  SLUICE_INVARIANT(EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1);
  SLUICE_INVARIANT(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(out.data()),
                                  &size, bytes_of(text), text.size()) == 1);
  return out;
}

ed25519_public ed25519_public_of(std::string_view seed) {
  const auto key = private_key(seed);
  ed25519_public out{};
  std::size_t size = out.size();
  SLUICE_INVARIANT(EVP_PKEY_get_raw_public_key(key.get(), out.data(), &size) == 1);
  return out;
}

bool ed25519_verify(const ed25519_public& key, std::string_view text, std::string_view signature) {
  const owned<EVP_PKEY> made(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.data(), key.size()));
  const owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
  SLUICE_INVARIANT(made != nullptr && context != nullptr);
  return EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, made.get()) == 1 &&
         EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(text),
                          text.size()) == 1;
}

std::string sign(const signing_key& with, std::string_view text) {
  const auto& bytes = with.bytes.reveal();
  if (with.kind == key_kind::hmac_sha256) return hex(hmac_sha256(bytes, text));
  const auto raw = ed25519_sign(bytes, text);
  return hex(bytes_of(raw), raw.size());
}

}  // namespace sluice::access
