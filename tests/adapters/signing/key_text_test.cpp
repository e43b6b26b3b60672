#include "adapters/signing/key_text.hpp"

#include "adapters/signing/rsa_signature.hpp"
#include "base/base64.hpp"
#include "tests/adapters/signing/made_keys.hpp"
#include "tests/adapters/signing/used.hpp"
#include "tests/app/contains.hpp"

namespace sluice::test {
namespace {

using namespace signing;

bool fits(const private_key& ours, const public_key& theirs) {
  return is_rsa_signature(
      rsa_sign(ours, rsa_hash::sha256, "text"), theirs, rsa_hash::sha256, "text");
}

}  // namespace

TEST_CASE("a key is read in every form in which it is handed out") {
  const auto key = made_rsa();
  const auto ours = used(private_key_in(secret(private_pem(key.get()))));
  const auto same = used(private_key_in(secret(traditional_pem(key.get()))));
  const auto bare = base64(public_der(key.get()));
  const auto rsa_pem = written([&](BIO* to) {
    return PEM_write_bio(to, "RSA PUBLIC KEY", "", bytes_of(pkcs1_der(key.get())),
                         static_cast<long>(pkcs1_der(key.get()).size())) > 0;
  });
  for (const auto& text : {public_pem(key.get()), bare, rsa_pem, base64(pkcs1_der(key.get())),
                           bare.substr(0, 64) + "\r\n" + bare.substr(64) + "\n"}) {
    CHECK(fits(ours, used(public_key_in(text))));
    CHECK(fits(same, used(public_key_in(text))));
  }
  CHECK_FALSE(fits(ours, used(public_key_in(public_pem(made_rsa().get())))));
}

TEST_CASE("a private key is read without the lines around it") {
  const auto key = made_rsa();
  const auto theirs = used(public_key_in(public_pem(key.get())));
  const owned<PKCS8_PRIV_KEY_INFO> info(EVP_PKEY2PKCS8(key.get()));
  const auto pkcs8 = written([&](BIO* to) { return i2d_PKCS8_PRIV_KEY_INFO_bio(to, info.get()); });
  const auto pkcs1 = written([&](BIO* to) { return i2d_PrivateKey_bio(to, key.get()); });
  for (const auto& der : {pkcs8, pkcs1}) {
    const auto bare = base64(der);
    CHECK(fits(used(private_key_in(secret(bare))), theirs));
    CHECK(fits(used(private_key_in(secret(bare.substr(0, 64) + "\r\n" + bare.substr(64) + "\n"))),
               theirs));
    CHECK_THAT(why_not(private_key_in(secret(base64(der + "x")))), contains("PEM is allowed"));
    CHECK_THAT(why_not(private_key_in(secret(base64(der.substr(0, der.size() / 2))))),
               contains("PEM is allowed"));
  }
  CHECK_THAT(
      why_not(private_key_in(secret(base64(public_der(key.get()))))), contains("PEM is allowed"));
}

TEST_CASE("a key with a password is refused, and nobody is asked for it") {
  const auto key = made_rsa();
  for (const auto& pem : {private_pem(key.get(), "p"), traditional_pem(key.get(), "p")})
    CHECK_THAT(why_not(private_key_in(secret(pem))), contains("encrypted with a password"));
}

TEST_CASE("short keys verify, and sign and encrypt nothing") {
  const auto key = made_rsa(1024);
  CHECK(used(public_key_in(public_pem(key.get()))).bits() == 1024);
  CHECK(why_not(private_key_in(secret(private_pem(key.get())))) ==
        "the key has 1024 bits: to sign with, 2048 to 8192 are allowed");
  CHECK(why_not(public_key_in(public_pem(made_rsa(512).get()))) ==
        "the key has 512 bits: to verify with, 1024 to 8192 are allowed");
}

TEST_CASE("another kind of key is named, and what is no key is told from it") {
  const owned<EVP_PKEY> curve(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
  CHECK(why_not(private_key_in(secret(private_pem(curve.get())))) ==
        "the key is of the kind EC: RSA is allowed");
  CHECK(why_not(public_key_in(public_pem(curve.get()))) ==
        "the key is of the kind EC: RSA is allowed");
  const auto key = made_rsa();
  CHECK_THAT(why_not(private_key_in(secret(public_pem(key.get())))), contains("no private key"));
  CHECK_THAT(why_not(public_key_in(private_pem(key.get()))), contains("this is a private key"));
}

TEST_CASE("no word of a private key is in a refusal") {
  const auto pem = private_pem(made_rsa().get(), "password");
  const auto why = why_not(private_key_in(secret(pem)));
  REQUIRE_FALSE(why.empty());
  for (std::size_t at = 30; at + 8 < pem.size(); at += 64)
    CHECK(why.find(pem.substr(at, 8)) == std::string::npos);
}

TEST_CASE("halves that do not belong together are refused") {
  const auto key = made_rsa();
  auto der = written([&](BIO* to) { return i2d_PrivateKey_bio(to, key.get()); });
  constexpr std::size_t in_the_modulus = 40;  // it begins behind the version
  der[in_the_modulus] = static_cast<char>(der[in_the_modulus] ^ 1);
  const auto pem = written([&](BIO* to) {
    return PEM_write_bio(to, "RSA PRIVATE KEY", "", bytes_of(der), static_cast<long>(der.size())) >
           0;
  });
  CHECK_THAT(why_not(private_key_in(secret(pem))), contains("do not belong together"));
}

TEST_CASE("a key is the whole text: nothing hides behind it") {
  const auto key = made_rsa();
  CHECK_THAT(
      why_not(public_key_in(base64(public_der(key.get()) + "x"))), contains("PEM is allowed"));
}

TEST_CASE("junk is refused with what is allowed") {
  const auto good = public_pem(made_rsa().get());
  for (const auto& junk :
       {std::string(), std::string("x"), std::string("AAAA"), std::string(1000, '\0'),
        std::string("-----BEGIN PUBLIC KEY-----"), good.substr(0, good.size() / 2),
        std::string("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n")}) {
    CHECK_THAT(why_not(public_key_in(junk)), contains("PEM is allowed"));
    CHECK_THAT(why_not(private_key_in(secret(junk))), contains("PEM is allowed"));
  }
}

}  // namespace sluice::test
