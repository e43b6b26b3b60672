#include "base/hex.hpp"
#include "domain/access/principal.hpp"
#include "tests/catch.hpp"

namespace sluice::access::weak_key_test {
namespace {

ed25519_public key_of(std::string_view digits) {
  const auto bytes = bytes_from_hex<std::tuple_size_v<ed25519_public>>(digits);
  REQUIRE(bytes.has_value());
  return *bytes;
}

}  // namespace

TEST_CASE("points of small order are no keys, with either sign") {
  for (const auto* digits :
       {"0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"})
    CHECK(is_weak(key_of(digits)));
}

TEST_CASE("a number that is written too large is no key") {
  CHECK(is_weak(key_of("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")));
  CHECK(is_weak(key_of("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")));
  CHECK_FALSE(is_weak(key_of("ebffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")));
}

TEST_CASE("the keys of RFC 8032's examples are keys") {
  for (const auto* digits : {"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                             "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
                             "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"})
    CHECK_FALSE(is_weak(key_of(digits)));
}

}  // namespace sluice::access::weak_key_test
