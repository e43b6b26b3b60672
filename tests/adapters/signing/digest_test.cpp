#include "adapters/signing/digest.hpp"

#include "tests/adapters/channels/vectors.hpp"
#include "tests/catch.hpp"

namespace sluice::signing {

// RFC 1321 A.5, FIPS 180-4 (NIST's examples), RFC 4231 4.3.
TEST_CASE("hashes are those of the standards, in the letters asked for") {
  CHECK(hex_digest(hash::md5, "abc") == "900150983cd24fb0d6963f7d28e17f72");
  CHECK(hex_digest(hash::md5, "abc", letters::upper) == "900150983CD24FB0D6963F7D28E17F72");
  CHECK(hex_digest(hash::sha1, "abc") == "a9993e364706816aba3e25717850c26c9cd0d89d");
  CHECK(hex_digest(hash::sha256, "abc") ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hex_hmac_sha256(secret("Jefe"), "what do ya want for nothing?") ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST_CASE("codes are the same only where every byte is") {
  CHECK(is_same_code("", ""));
  CHECK(is_same_code("9A0A", "9A0A"));
  for (const auto* other : {"", "9A0", "9A0A0", "9a0a", "8A0A", "9A0B"})
    CHECK_FALSE(is_same_code("9A0A", other));
}

TEST_CASE("published hashes: bills of WeChat Pay") {
  const auto vector = test::vector_json("wechat_v3/hash_java.json");
  if (!vector) return;
  const std::string message = (*vector)["message"];
  CHECK(hex_digest(hash::sha1, message) == (*vector)["sha1"]);
  CHECK(hex_digest(hash::sha256, message) == (*vector)["sha256"]);
}

TEST_CASE("published hashes: keys behind the text in three ways") {
  const auto v2 = test::vector_json("wechat_v2/md5_agency.json");
  const auto alipay = test::vector_json("alipay/legacy_sign_chloerei.json");
  const auto sorted = test::vector_json("alipay/content_to_sign_lokielse.json");
  if (!v2 || !alipay || !sorted) return;
  const auto md5 = [](const std::string& text) { return hex_digest(hash::md5, text); };
  for (const auto& pair : (*v2)["md5"]) CHECK(md5(pair[0]) == pair[1]);
  const auto& suffix = (*v2)["md5_with_key_suffix"];
  CHECK(md5("&key=" + suffix["key"].get<std::string>()) == suffix["expect"]);
  const auto& agency = (*v2)["agency"];
  CHECK(md5("&secret=" + agency["key"].get<std::string>()) == agency["expect"]);
  for (const auto& one : (*alipay)["md5"])
    CHECK(md5((*alipay)["string"].get<std::string>() + one["key"].get<std::string>()) ==
          one["sign"]);
  CHECK(md5("aaa=111&bbb=2222&ccc=3333&ggg=1" + (*sorted)["md5_key"].get<std::string>()) ==
        (*sorted)["md5"]);
}

}  // namespace sluice::signing
