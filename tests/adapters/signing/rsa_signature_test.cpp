#include "adapters/signing/rsa_signature.hpp"

#include <rapidcheck.h>

#include <thread>

#include "adapters/signing/key_text.hpp"
#include "base/base64.hpp"
#include "tests/adapters/signing/flips.hpp"
#include "tests/adapters/signing/made_keys.hpp"
#include "tests/adapters/signing/pair_of_keys.hpp"
#include "tests/adapters/signing/used.hpp"

namespace sluice::test {

using namespace signing;

TEST_CASE("the same key and text always make the same signature, and either hash another") {
  const pair_of_keys keys;
  const auto one = rsa_sign(keys.ours, rsa_hash::sha256, "text");
  CHECK(rsa_sign(keys.ours, rsa_hash::sha256, "text") == one);
  CHECK(is_rsa_signature(one, keys.theirs, rsa_hash::sha256, "text"));
  CHECK_FALSE(is_rsa_signature(one, keys.theirs, rsa_hash::sha1, "text"));
  const auto old = rsa_sign(keys.ours, rsa_hash::sha1, "text");
  CHECK(is_rsa_signature(old, keys.theirs, rsa_hash::sha1, "text"));
  CHECK_FALSE(is_rsa_signature(old, keys.theirs, rsa_hash::sha256, "text"));
}

TEST_CASE("an empty text has a signature, and an empty signature is none") {
  const pair_of_keys keys;
  CHECK(is_rsa_signature(
      rsa_sign(keys.ours, rsa_hash::sha256, ""), keys.theirs, rsa_hash::sha256, ""));
  CHECK_FALSE(is_rsa_signature("", keys.theirs, rsa_hash::sha256, ""));
  CHECK_FALSE(is_rsa_signature("AAAA", keys.theirs, rsa_hash::sha256, ""));
}

TEST_CASE("one flipped bit in signature, text or key, and nothing is believed") {
  const pair_of_keys keys;
  const auto key = public_der(keys.made.get());
  // Before the modulus stands which kind of key it is, in which OpenSSL forgives some bits.
  constexpr std::size_t modulus_at = 33;
  CHECK(rc::check("a flipped bit is refused", [&](const std::string& some) {
    const auto text = some + "t";
    const auto good = rsa_sign(keys.ours, rsa_hash::sha256, text);
    const auto raw = *bytes_from_base64(good);
    const auto believed = [&](std::string_view sign, const public_key& by, std::string_view what) {
      return is_rsa_signature(sign, by, rsa_hash::sha256, what);
    };
    RC_ASSERT(believed(good, keys.theirs, text));
    RC_ASSERT(!believed(base64(flipped_anywhere(raw)), keys.theirs, text));
    RC_ASSERT(!believed(flipped_anywhere(good), keys.theirs, text));
    RC_ASSERT(!believed(good, keys.theirs, flipped_anywhere(text)));
    const auto other = public_key_in(base64(flipped_anywhere(key, modulus_at)));
    if (const auto* by = std::get_if<public_key>(&other)) RC_ASSERT(!believed(good, *by, text));
  }));
}

TEST_CASE("one key signs and verifies on many threads") {
  const pair_of_keys keys;
  std::vector<std::thread> threads;
  std::vector<int> believed(4);
  for (auto& count : believed)
    threads.emplace_back([&] {
      for (int n = 0; n < 20; ++n) {
        const auto text = std::to_string(n);
        count += is_rsa_signature(
            rsa_sign(keys.ours, rsa_hash::sha256, text), keys.theirs, rsa_hash::sha256, text);
      }
    });
  for (auto& t : threads) t.join();
  CHECK(believed == std::vector<int>(4, 20));
}

TEST_CASE("a check leaves no error behind for the next TLS call of the thread") {
  const pair_of_keys keys;
  const auto other = rsa_sign(keys.ours, rsa_hash::sha256, "another");
  CHECK_FALSE(is_rsa_signature(other, keys.theirs, rsa_hash::sha256, "text"));
  CHECK(std::holds_alternative<unusable>(public_key_in("junk")));
  CHECK(std::holds_alternative<unusable>(private_key_in(secret("junk"))));
  CHECK(ERR_peek_error() == 0);
}

}  // namespace sluice::test
