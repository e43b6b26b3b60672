#include "adapters/signing/p12.hpp"

#include <openssl/provider.h>

#include <iostream>

#include "adapters/signing/key_text.hpp"
#include "adapters/signing/rsa_signature.hpp"
#include "tests/adapters/signing/made_certificates.hpp"
#include "tests/app/contains.hpp"

namespace sluice::test {
namespace {

using namespace signing;

const secret password{"密码 1"};

/// Null context: as OpenSSL makes them now. Otherwise as the payment companies do.
std::string made_p12(EVP_PKEY* key, X509* own, OSSL_LIB_CTX* of_old = nullptr) {
  const int keys = of_old == nullptr ? 0 : NID_pbe_WithSHA1And3_Key_TripleDES_CBC;
  const int certificates = of_old == nullptr ? 0 : NID_pbe_WithSHA1And40BitRC2_CBC;
  const owned<PKCS12> made(PKCS12_create_ex(password.reveal().c_str(), "test", key, own, nullptr,
                                            keys, certificates, 0, 0, 0, of_old, nullptr));
  SLUICE_INVARIANT(made != nullptr);
  return written([&](BIO* to) { return i2d_PKCS12_bio(to, made.get()); });
}

/// The ciphers of old, for as long as a test needs them.
struct old_ciphers {
  OSSL_LIB_CTX* context = OSSL_LIB_CTX_new();
  OSSL_PROVIDER* ordinary = OSSL_PROVIDER_load(context, "default");
  OSSL_PROVIDER* legacy = OSSL_PROVIDER_load(context, "legacy");

  old_ciphers() = default;
  ~old_ciphers() {
    for (auto* one : {ordinary, legacy})
      if (one != nullptr) OSSL_PROVIDER_unload(one);
    OSSL_LIB_CTX_free(context);
  }
  old_ciphers(const old_ciphers&) = delete;
  old_ciphers& operator=(const old_ciphers&) = delete;
};

struct merchant {
  owned<EVP_PKEY> key = made_rsa();
  owned<X509> own = made_certificate({.serial = 77}, key.get());
};

void check_signs(const identity& read, const merchant& m) {
  const auto theirs = used(public_key_in(public_pem(m.key.get())));
  CHECK(read.own.serial_decimal() == "77");
  CHECK(is_rsa_signature(rsa_sign(read.key, rsa_hash::sha256, "t"), theirs, rsa_hash::sha256, "t"));
  CHECK(is_rsa_signature(rsa_sign(read.key, rsa_hash::sha1, "t"), theirs, rsa_hash::sha1, "t"));
}

}  // namespace

TEST_CASE("a PKCS#12 file gives its key and its certificate") {
  const merchant m;
  check_signs(used(identity_in(made_p12(m.key.get(), m.own.get()), password)), m);
}

TEST_CASE("a PKCS#12 file with the ciphers of old opens as well") {
  const old_ciphers old;
  if (old.legacy == nullptr) {
    std::cout << "skipped: OpenSSL's module legacy is not installed\n";
    return;
  }
  const merchant m;
  check_signs(used(identity_in(made_p12(m.key.get(), m.own.get(), old.context), password)), m);
}

TEST_CASE("a PKCS#12 file does not open with another password, nor when a byte was changed") {
  const merchant m;
  const auto file = made_p12(m.key.get(), m.own.get());
  for (const auto* other : {"", "密码 2", "密码 1 "})
    CHECK_THAT(why_not(identity_in(file, secret(other))), contains("does not open"));
  for (std::size_t at = 100; at < file.size() - 200; at += 97) {
    auto changed = file;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    CHECK_FALSE(why_not(identity_in(changed, password)).empty());
  }
}

TEST_CASE("a PKCS#12 file must hold both") {
  const merchant m;
  CHECK_THAT(why_not(identity_in(made_p12(nullptr, m.own.get()), password)), contains("must hold"));
  CHECK_THAT(why_not(identity_in(made_p12(m.key.get(), nullptr), password)), contains("must hold"));
}

TEST_CASE("a short key in a PKCS#12 file is refused like any other") {
  const auto key = made_rsa(1024);
  const auto own = made_certificate({}, key.get());
  CHECK_THAT(why_not(identity_in(made_p12(key.get(), own.get()), password)),
             contains("2048 to 8192 are allowed"));
}

TEST_CASE("a PKCS#12 file that would take for ever is refused at once") {
  const merchant m;
  const owned<PKCS12> made(PKCS12_create(
      password.reveal().c_str(), "test", m.key.get(), m.own.get(), nullptr, 0, 0, 0, -1, 0));
  PKCS12_set_mac(made.get(), password.reveal().c_str(), -1, nullptr, 0, 1'000'001, nullptr);
  const auto file = written([&](BIO* to) { return i2d_PKCS12_bio(to, made.get()); });
  CHECK_THAT(why_not(identity_in(file, password)), contains("too often"));
}

TEST_CASE("junk is no PKCS#12 file") {
  const merchant m;
  const auto good = made_p12(m.key.get(), m.own.get());
  for (const auto& junk :
       {std::string(), std::string("x"), std::string(1000, '\0'),
        std::string("\x30\x84\xff\xff\xff\xff", 6), good.substr(0, 500), pem_of(m.own.get())})
    CHECK_THAT(why_not(identity_in(junk, password)), contains("no PKCS#12 file"));
}

}  // namespace sluice::test
