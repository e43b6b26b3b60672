#include "base/sealed.hpp"

#include "tests/catch.hpp"

using namespace sluice;

namespace {

const secret key{std::string(32, 'k')};
const secret other_key{std::string(32, 'o')};
const seal_nonce once{1, 2, 3};

}  // namespace

TEST_CASE("what is sealed is opened with its key and beside its text, and not otherwise") {
  const auto sealed = seal(key, once, "shown", secret("text"));
  CHECK(unseal(key, "shown", sealed)->reveal() == "text");
  CHECK_FALSE(unseal(other_key, "shown", sealed));
  CHECK_FALSE(unseal(key, "shows", sealed));
  CHECK_FALSE(unseal(key, "shown", ""));
  for (std::size_t i = 0; i < sealed.size() * 8; ++i) {
    auto flipped = sealed;
    flipped[i / 8] = static_cast<char>(flipped[i / 8] ^ (1 << (i % 8)));
    CHECK_FALSE(unseal(key, "shown", flipped));
  }
}

TEST_CASE("another nonce makes another sealing of the same text, which begins with it") {
  const auto one = seal(key, once, "", secret("text"));
  const auto other = seal(key, {3, 2, 1}, "", secret("text"));
  CHECK(one.substr(0, once.size()) == std::string(once.begin(), once.end()));
  CHECK(one.size() == once.size() + 4 + seal_tag_size);
  CHECK(one.substr(once.size()) != other.substr(once.size()));
}

// Test case 16 of McGrew and Viega's "The Galois/Counter Mode of Operation", as in many libraries.
TEST_CASE("it is AES-256-GCM, so that any other program can open it") {
  const auto bytes = [](std::string_view digits) {
    std::string out;
    for (std::size_t i = 0; i < digits.size(); i += 2)
      out += static_cast<char>(std::stoi(std::string(digits.substr(i, 2)), nullptr, 16));
    return out;
  };
  const secret their_key(bytes("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"));
  const auto plain = bytes(
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
      "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39");
  const auto beside = bytes("feedfacedeadbeeffeedfacedeadbeefabaddad2");
  const seal_nonce nonce{0xca, 0xfe, 0xba, 0xbe, 0xfa, 0xce, 0xdb, 0xad, 0xde, 0xca, 0xf8, 0x88};
  CHECK(seal(their_key, nonce, beside, secret(plain)).substr(nonce.size()) ==
        bytes("522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
              "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
              "76fc6ece0f4e1768cddf8853bb2d551b"));
}
