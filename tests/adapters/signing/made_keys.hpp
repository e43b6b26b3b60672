#pragma once
/// Keys and files made for a test: no private key lies in the tree.

#include <openssl/pem.h>
#include <unistd.h>

#include <cstdio>
#include <map>
#include <string>

#include "adapters/signing/openssl.hpp"
#include "source_tree.hpp"

namespace sluice::test {

using signing::owned;

/// Another one each time in a process. To make one takes a third of a second and each test is a
/// process, so the next process finds them in the build folder.
[[nodiscard]] inline owned<EVP_PKEY> made_rsa(std::size_t bits = 2048) {
  static std::map<std::size_t, int> taken;
  const auto name =
      SLUICE_MADE_DIR "/rsa-" + std::to_string(bits) + '-' + std::to_string(++taken[bits]) + ".pem";
  if (const owned<BIO> from(BIO_new_file(name.c_str(), "r")); from != nullptr)
    if (owned<EVP_PKEY> known(PEM_read_bio_PrivateKey(from.get(), nullptr, nullptr, nullptr));
        known != nullptr)
      return known;
  ERR_clear_error();
  owned<EVP_PKEY> key(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", bits));
  SLUICE_INVARIANT(key != nullptr);
  const auto unfinished = name + '.' + std::to_string(getpid());
  owned<BIO> to(BIO_new_file(unfinished.c_str(), "w"));
  SLUICE_INVARIANT(to != nullptr && PEM_write_bio_PrivateKey(to.get(), key.get(), nullptr, nullptr,
                                                             0, nullptr, nullptr) == 1);
  to.reset();
  SLUICE_INVARIANT(std::rename(unfinished.c_str(), name.c_str()) == 0);
  return key;
}

/// What `write` puts into a file.
template <class Write>
[[nodiscard]] std::string written(Write&& write) {
  const owned<BIO> to(BIO_new(BIO_s_mem()));
  SLUICE_INVARIANT(write(to.get()) == 1);
  char* text = nullptr;
  const auto size = BIO_get_mem_data(to.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

/// PKCS#8; with a password, encrypted.
[[nodiscard]] inline std::string private_pem(EVP_PKEY* key, const char* password = nullptr) {
  return written([&](BIO* to) {
    return PEM_write_bio_PKCS8PrivateKey(to, key, password == nullptr ? nullptr : EVP_aes_256_cbc(),
                                         nullptr, 0, nullptr, const_cast<char*>(password));
  });
}
/// PKCS#1.
[[nodiscard]] inline std::string traditional_pem(EVP_PKEY* key, const char* password = nullptr) {
  return written([&](BIO* to) {
    return PEM_write_bio_PrivateKey_traditional(
        to, key, password == nullptr ? nullptr : EVP_aes_256_cbc(), nullptr, 0, nullptr,
        const_cast<char*>(password));
  });
}
[[nodiscard]] inline std::string public_pem(EVP_PKEY* key) {
  return written([&](BIO* to) { return PEM_write_bio_PUBKEY(to, key); });
}
[[nodiscard]] inline std::string public_der(EVP_PKEY* key) {
  return written([&](BIO* to) { return i2d_PUBKEY_bio(to, key); });
}
/// As it stands inside "BEGIN RSA PUBLIC KEY".
[[nodiscard]] inline std::string pkcs1_der(EVP_PKEY* key) {
  unsigned char* der = nullptr;
  const auto size = i2d_PublicKey(key, &der);
  SLUICE_INVARIANT(size > 0);
  const owned<unsigned char> held(der);
  return {reinterpret_cast<const char*>(der), static_cast<std::size_t>(size)};
}

}  // namespace sluice::test
