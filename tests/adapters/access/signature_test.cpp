// The vectors of the standards, and one of our own that deploy/sign.py and sign.mjs must agree
// with.

#include "adapters/access/signature.hpp"

#include "adapters/access/signed_text.hpp"
#include "base/hex.hpp"
#include "tests/catch.hpp"

namespace sluice::access {
namespace {

std::string raw(std::string_view digits) {
  std::string out;
  for (std::size_t i = 0; i < digits.size(); i += 2)
    out += static_cast<char>((*bytes_from_hex<1>(digits.substr(i, 2)))[0]);
  return out;
}

signed_request example() {
  return {.prefix = "pay",
          .subject = "pay.order.create",
          .key_id = "k-1",
          .timestamp = "1800000000000",
          .nonce = "0123456789abcdef",
          .message_id = "C-1",
          .content_type = "application/json",
          .body = R"({"merchant":"m4"})"};
}

}  // namespace

TEST_CASE("Ed25519 is that of RFC 8032") {
  const auto seed = raw("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
  CHECK(hex(ed25519_public_of(seed)) ==
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  const auto signature = ed25519_sign(seed, "\x72");
  CHECK(signature == raw("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                         "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"));
  CHECK(ed25519_verify(ed25519_public_of(seed), "\x72", signature));
  CHECK_FALSE(ed25519_verify(ed25519_public_of(seed), "\x73", signature));
  CHECK_FALSE(ed25519_verify(ed25519_public{}, "\x72", signature));
}

TEST_CASE("what is signed is written in nine lines, and the body by its hash") {
  CHECK(signed_text(example()) ==
        "sluice-request-1\npay\npay.order.create\nk-1\n1800000000000\n0123456789abcdef\nC-1\n"
        "application/json\n" +
            hex(sha256_of(R"({"merchant":"m4"})")));
  auto bare = example();
  bare.message_id = bare.content_type = bare.body = "";
  CHECK(signed_text(bare).ends_with(
      "0123456789abcdef\n\n\n"
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
}

TEST_CASE("a bit that flips anywhere is another signature") {
  const signing_key key{key_id{"k-1"}, key_kind::hmac_sha256, secret{std::string(32, 'k')}};
  const auto text = signed_text(example());
  const auto right = sign(key, text);
  for (std::size_t i = 0; i < text.size() * 8; ++i) {
    auto other = text;
    other[i / 8] = static_cast<char>(other[i / 8] ^ (1 << (i % 8)));
    CHECK(sign(key, other) != right);
  }
}

}  // namespace sluice::access
