#include "base/keyed_hash.hpp"

#include <numeric>
#include <string>

#include "tests/catch.hpp"

using namespace sluice;

namespace {

/// As the reference vectors have it: the key is 00 01 … 0f, the text 00 01 … of that length.
std::string hash_of_length(std::size_t length) {
  hash_key key{};
  std::iota(key.begin(), key.end(), std::uint8_t{0});
  std::string text(length, '\0');
  std::iota(text.begin(), text.end(), '\0');
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (const auto byte : keyed_hash(key, text)) {
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
  }
  return out;
}

}  // namespace

TEST_CASE("the keyed hash is SipHash-2-4 with 128 bits, as its authors and OpenSSL compute it") {
  CHECK(hash_of_length(0) == "a3817f04ba25a8e66df67214c7550293");
  CHECK(hash_of_length(1) == "da87c1d86b99af44347659119b22fc45");
  CHECK(hash_of_length(7) == "a1f1ebbed8dbc153c0b84aa61ff08239");
  CHECK(hash_of_length(8) == "3b62a9ba6258f5610f83e264f31497b4");
  CHECK(hash_of_length(15) == "5493e99933b0a8117e08ec0f97cfc3d9");
  CHECK(hash_of_length(16) == "6ee2a4ca67b054bbfd3315bf85230577");
  CHECK(hash_of_length(40) == "df6a301e95c95dad97ae0cc8c6913bd8");
  CHECK(hash_of_length(63) == "5150d1772f50834a503e069a973fbd7c");
}

TEST_CASE("another key gives another hash, also of bytes beyond ASCII") {
  CHECK(keyed_hash(hash_key{1}, "\xff\x80") != keyed_hash(hash_key{2}, "\xff\x80"));
  CHECK(keyed_hash(hash_key{1}, "\xff\x80") == keyed_hash(hash_key{1}, "\xff\x80"));
}
