#include "adapters/signing/rsa_cipher.hpp"

#include <rapidcheck.h>

#include "adapters/signing/key_text.hpp"
#include "base/base64.hpp"
#include "tests/adapters/signing/flips.hpp"
#include "tests/adapters/signing/made_keys.hpp"
#include "tests/adapters/signing/pair_of_keys.hpp"
#include "tests/adapters/signing/used.hpp"

namespace sluice::test {
namespace {

using namespace signing;

const secret card{"6216261000000000018"};

rsa_padding either() { return GENERATE(rsa_padding::oaep_sha1, rsa_padding::pkcs1); }

}  // namespace

TEST_CASE("what is encrypted is read with the other half only, and looks different each time") {
  const auto padding = either();
  const pair_of_keys keys;
  const auto one = used(rsa_encrypt(keys.theirs, padding, card));
  CHECK(one != used(rsa_encrypt(keys.theirs, padding, card)));
  CHECK(rsa_decrypt(keys.ours, padding, one)->reveal() == card.reveal());
  const auto stranger = used(private_key_in(secret(private_pem(made_rsa().get()))));
  const auto read = rsa_decrypt(stranger, padding, one);
  CHECK((!read || read->reveal() != card.reveal()));
}

TEST_CASE("a text may be as long as the key leaves room, and no longer") {
  const pair_of_keys keys;
  const auto [padding, longest] = GENERATE(
      table<rsa_padding, std::size_t>({{rsa_padding::oaep_sha1, 214}, {rsa_padding::pkcs1, 245}}));
  const secret full(std::string(longest, 'x'));
  CHECK(rsa_decrypt(keys.ours, padding, used(rsa_encrypt(keys.theirs, padding, full)))->reveal() ==
        full.reveal());
  CHECK(
      rsa_decrypt(keys.ours, padding, used(rsa_encrypt(keys.theirs, padding, secret())))->empty());
  const secret longer(std::string(longest + 1, 'x'));
  CHECK(why_not(rsa_encrypt(keys.theirs, padding, longer)) ==
        "the text has " + std::to_string(longest + 1) + " bytes: with this key up to " +
            std::to_string(longest) + " are allowed");
}

TEST_CASE("a short key encrypts nothing") {
  const auto key = used(public_key_in(public_pem(made_rsa(1024).get())));
  CHECK(why_not(rsa_encrypt(key, either(), card)) ==
        "the key has 1024 bits: to encrypt with, at least 2048 are allowed");
}

TEST_CASE("what was changed on the way is never the text") {
  const pair_of_keys keys;
  CHECK(rc::check("a flipped bit is noticed", [&] {
    const auto padding = *rc::gen::element(rsa_padding::oaep_sha1, rsa_padding::pkcs1);
    const auto raw = *bytes_from_base64(used(rsa_encrypt(keys.theirs, padding, card)));
    const auto read = rsa_decrypt(keys.ours, padding, base64(flipped_anywhere(raw)));
    RC_ASSERT(!read || read->reveal() != card.reveal());
    if (padding == rsa_padding::oaep_sha1) RC_ASSERT(!read);
  }));
}

TEST_CASE("junk is not for us") {
  const pair_of_keys keys;
  for (const auto& junk : {std::string(), std::string("x"), std::string("AAAA"),
                           base64(std::string(256, '\xff')), base64(std::string(300, 'a'))})
    CHECK_FALSE(rsa_decrypt(keys.ours, rsa_padding::oaep_sha1, junk));
}

// A library that speaks OAEP with SHA-256 by default would pass its own round trip.
TEST_CASE("OAEP is that of SHA-1, as WeChat Pay has it") {
  const pair_of_keys keys;
  const owned<EVP_PKEY_CTX> by_hand(EVP_PKEY_CTX_new(keys.made.get(), nullptr));
  REQUIRE(EVP_PKEY_encrypt_init(by_hand.get()) == 1);
  REQUIRE(EVP_PKEY_CTX_ctrl_str(by_hand.get(), "rsa_padding_mode", "oaep") == 1);
  REQUIRE(EVP_PKEY_CTX_ctrl_str(by_hand.get(), "rsa_oaep_md", "SHA1") == 1);
  std::string raw(256, '\0');
  auto size = raw.size();
  REQUIRE(EVP_PKEY_encrypt(by_hand.get(), bytes_of(raw), &size, bytes_of(card.reveal()),
                           card.reveal().size()) == 1);
  CHECK(rsa_decrypt(keys.ours, rsa_padding::oaep_sha1, base64(raw))->reveal() == card.reveal());
}

}  // namespace sluice::test
