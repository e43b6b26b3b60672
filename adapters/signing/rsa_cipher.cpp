#include "adapters/signing/rsa_cipher.hpp"

#include <openssl/rsa.h>

#include "base/base64.hpp"

namespace sluice::signing {
namespace {

constexpr std::size_t pkcs1_overhead = 11;
constexpr std::size_t oaep_sha1_overhead = 42;

std::size_t overhead_of(rsa_padding padding) {
  switch (padding) {
    case rsa_padding::oaep_sha1: return oaep_sha1_overhead;
    case rsa_padding::pkcs1: return pkcs1_overhead;
  }
  broken_invariant("every padding has a length", __FILE__, __LINE__);
}

void set_padding(EVP_PKEY_CTX* context, rsa_padding padding) {
  switch (padding) {
    case rsa_padding::oaep_sha1:
      SLUICE_INVARIANT(EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) == 1 &&
                       EVP_PKEY_CTX_set_rsa_oaep_md(context, EVP_sha1()) == 1 &&
                       EVP_PKEY_CTX_set_rsa_mgf1_md(context, EVP_sha1()) == 1);
      return;
    case rsa_padding::pkcs1:
      SLUICE_INVARIANT(EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1);
      return;
  }
  broken_invariant("every padding is set", __FILE__, __LINE__);
}

owned<EVP_PKEY_CTX> context_of(EVP_PKEY* key, int (*begin)(EVP_PKEY_CTX*), rsa_padding padding) {
  owned<EVP_PKEY_CTX> made(EVP_PKEY_CTX_new(key, nullptr));
  SLUICE_INVARIANT(made != nullptr && begin(made.get()) == 1);
  set_padding(made.get(), padding);
  return made;
}

}  // namespace

usable<std::string> rsa_encrypt(const public_key& to, rsa_padding padding, const secret& text) {
  if (to.bits() < shortest_to_sign)
    return unusable{
        "the key has " + std::to_string(to.bits()) + " bits: to encrypt with, at least " +
        std::to_string(shortest_to_sign) + " are allowed"};
  const auto& plain = text.reveal();
  std::string raw(static_cast<std::size_t>(EVP_PKEY_get_size(to.handle())), '\0');
  const auto longest = raw.size() - overhead_of(padding);
  if (plain.size() > longest)
    return unusable{"the text has " + std::to_string(plain.size()) +
                    " bytes: with this key up to " + std::to_string(longest) + " are allowed"};
  const auto context = context_of(to.handle(), EVP_PKEY_encrypt_init, padding);
  auto size = raw.size();
  SLUICE_INVARIANT(
      EVP_PKEY_encrypt(context.get(), bytes_of(raw), &size, bytes_of(plain), plain.size()) == 1);
  return base64(raw);
}

std::optional<secret> rsa_decrypt(const private_key& by, rsa_padding padding,
                                  std::string_view base64_text) {
  const forget_errors guard;
  const auto sealed = bytes_from_base64(base64_text);
  if (!sealed) return std::nullopt;
  const auto context = context_of(by.handle(), EVP_PKEY_decrypt_init, padding);
  std::string plain(static_cast<std::size_t>(EVP_PKEY_get_size(by.handle())), '\0');
  auto size = plain.size();
  if (EVP_PKEY_decrypt(context.get(), bytes_of(plain), &size, bytes_of(*sealed), sealed->size()) !=
      1)
    return std::nullopt;
  plain.resize(size);
  return secret(std::move(plain));
}

}  // namespace sluice::signing
