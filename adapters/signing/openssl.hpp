#pragma once
/// OpenSSL's objects with an owner. For this folder: what others need of it takes and gives text.

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include <memory>
#include <string>
#include <string_view>

#include "base/invariant.hpp"

namespace sluice::signing {

struct free_openssl {
  void operator()(BIO* b) const noexcept { BIO_free(b); }
  void operator()(BIGNUM* n) const noexcept { BN_free(n); }
  void operator()(EVP_CIPHER_CTX* c) const noexcept { EVP_CIPHER_CTX_free(c); }
  void operator()(EVP_MD_CTX* c) const noexcept { EVP_MD_CTX_free(c); }
  void operator()(EVP_PKEY* k) const noexcept { EVP_PKEY_free(k); }
  void operator()(EVP_PKEY_CTX* c) const noexcept { EVP_PKEY_CTX_free(c); }
  void operator()(PKCS12* p) const noexcept { PKCS12_free(p); }
  void operator()(PKCS8_PRIV_KEY_INFO* i) const noexcept { PKCS8_PRIV_KEY_INFO_free(i); }
  void operator()(X509* x) const noexcept { X509_free(x); }
  void operator()(X509_STORE* s) const noexcept { X509_STORE_free(s); }
  void operator()(X509_STORE_CTX* c) const noexcept { X509_STORE_CTX_free(c); }
  void operator()(STACK_OF(X509) * all) const noexcept { sk_X509_pop_free(all, X509_free); }
  void operator()(char* text) const noexcept { OPENSSL_free(text); }
  void operator()(unsigned char* bytes) const noexcept { OPENSSL_free(bytes); }
};

template <class T>
using owned = std::unique_ptr<T, free_openssl>;

/// OpenSSL notes why it refused something for the whole thread, where the next TLS call would take
/// it for its own. Stands in every function that may be refused something.
class forget_errors {
 public:
  forget_errors() = default;
  ~forget_errors() { ERR_clear_error(); }
  forget_errors(const forget_errors&) = delete;
  forget_errors& operator=(const forget_errors&) = delete;
};

[[nodiscard]] inline const unsigned char* bytes_of(std::string_view text) noexcept {
  return reinterpret_cast<const unsigned char*>(text.data());
}
[[nodiscard]] inline unsigned char* bytes_of(std::string& text) noexcept {
  return reinterpret_cast<unsigned char*>(text.data());
}

/// Reads from `text`, which must outlive it.
[[nodiscard]] inline owned<BIO> reader_of(std::string_view text) {
  owned<BIO> made(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  SLUICE_INVARIANT(made != nullptr);
  return made;
}

}  // namespace sluice::signing
