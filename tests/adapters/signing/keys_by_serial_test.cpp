#include "adapters/signing/keys_by_serial.hpp"

#include "adapters/signing/key_text.hpp"
#include "tests/adapters/signing/made_certificates.hpp"
#include "tests/app/contains.hpp"

namespace sluice::test {

using namespace signing;

TEST_CASE("a key is found under its own name only, and in its time only") {
  const auto made = made_rsa();
  const auto theirs = as_read(made_certificate({.serial = 0xabcd}, made.get()));
  keys_by_serial keys;
  REQUIRE_FALSE(keys.add(theirs));
  REQUIRE_FALSE(keys.add("PUB_KEY_ID_1", used(public_key_in(public_pem(made_rsa().get())))));
  const auto* const first = keys.find("ABCD", made_at);
  const auto* const second = keys.find("PUB_KEY_ID_1", made_at);
  REQUIRE(first != nullptr);
  REQUIRE(second != nullptr);
  CHECK(first != second);
  for (const auto* other : {"", "abcd", "ABC", "ABCDE", "PUB_KEY_ID_", "PUB_KEY_ID_11"})
    CHECK(keys.find(other, made_at) == nullptr);
  CHECK(keys.find("ABCD", theirs.valid_from()) == first);
  CHECK(keys.find("ABCD", theirs.valid_until()) == first);
  CHECK(keys.find("ABCD", theirs.valid_from() - millis{1}) == nullptr);
  CHECK(keys.find("ABCD", theirs.valid_until() + millis{1}) == nullptr);
  CHECK(keys.find("PUB_KEY_ID_1", instant::max()) == second);
}

TEST_CASE("a name stands for one key") {
  const auto theirs = as_read(made_certificate({}, made_rsa().get()));
  keys_by_serial keys;
  REQUIRE_FALSE(keys.add(theirs));
  CHECK_THAT(keys.add(theirs).value_or(unusable{}).why, contains("the key 01 is there twice"));
  CHECK_THAT(keys.add("", used(theirs.key())).value_or(unusable{}).why, contains("has no name"));
}

TEST_CASE("a certificate with another kind of key is not taken") {
  const owned<EVP_PKEY> curve(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
  keys_by_serial keys;
  CHECK_THAT(keys.add(as_read(made_certificate({}, curve.get()))).value_or(unusable{}).why,
             contains("RSA is allowed"));
}

}  // namespace sluice::test
