#include "adapters/signing/key_text.hpp"

#include <openssl/decoder.h>
#include <openssl/pem.h>

#include <algorithm>
#include <string>

#include "adapters/signing/pem_password.hpp"
#include "base/base64.hpp"

namespace sluice::signing {
namespace {

struct decoder_end {
  void operator()(OSSL_DECODER_CTX* c) const noexcept { OSSL_DECODER_CTX_free(c); }
};

/// Null: `bytes` are no public key in that form ("PEM" or "DER"), or more than that.
owned<EVP_PKEY> decoded(std::string_view bytes, const char* form) {
  EVP_PKEY* found = nullptr;
  const std::unique_ptr<OSSL_DECODER_CTX, decoder_end> decoder(OSSL_DECODER_CTX_new_for_pkey(
      &found, form, nullptr, nullptr, EVP_PKEY_PUBLIC_KEY, nullptr, nullptr));
  SLUICE_INVARIANT(decoder != nullptr);
  const auto* at = bytes_of(bytes);
  auto left = bytes.size();
  const bool read = OSSL_DECODER_from_data(decoder.get(), &at, &left) == 1;
  owned<EVP_PKEY> key(found);
  return read && left == 0 ? std::move(key) : nullptr;
}

std::string without_blanks(std::string_view text) {
  std::string out(text);
  std::erase_if(out, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
  return out;
}

/// PKCS#8 or PKCS#1, and nothing behind it. Null: neither.
owned<EVP_PKEY> private_key_of(std::string_view der) {
  const auto* at = bytes_of(der);
  owned<EVP_PKEY> key(d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(der.size())));
  return at == bytes_of(der) + der.size() ? std::move(key) : nullptr;
}

}  // namespace

usable<private_key> private_key_in(const secret& text) {
  const forget_errors guard;
  bool asked = false;
  owned<EVP_PKEY> key;
  if (text.reveal().find("-----BEGIN") != std::string::npos)
    key.reset(
        PEM_read_bio_PrivateKey(reader_of(text.reveal()).get(), nullptr, no_password, &asked));
  else if (const auto bytes = bytes_from_base64(without_blanks(text.reveal())))
    key = private_key_of(*bytes);
  if (asked)
    return unusable{
        "the private key is encrypted with a password: it must be without one, as `openssl pkey "
        "-in FILE` writes it"};
  if (key == nullptr)
    return unusable{
        "this is no private key: PEM is allowed, from -----BEGIN PRIVATE KEY----- or -----BEGIN "
        "RSA PRIVATE KEY----- to its END line, or the base64 text between them alone"};
  return private_key::of(std::move(key));
}

usable<public_key> public_key_in(std::string_view text) {
  const forget_errors guard;
  if (text.find("PRIVATE KEY") != std::string_view::npos)
    return unusable{"this is a private key: the public half of the other side is meant"};
  owned<EVP_PKEY> key;
  if (text.find("-----BEGIN") != std::string_view::npos)
    key = decoded(text, "PEM");
  else if (const auto bytes = bytes_from_base64(without_blanks(text)))
    key = decoded(*bytes, "DER");
  if (key == nullptr)
    return unusable{
        "this is no public key: PEM is allowed, from -----BEGIN PUBLIC KEY----- or -----BEGIN RSA "
        "PUBLIC KEY----- to its END line, or the base64 text between them alone"};
  return public_key::of(std::move(key));
}

}  // namespace sluice::signing
