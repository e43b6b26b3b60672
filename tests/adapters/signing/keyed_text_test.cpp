#include "adapters/signing/keyed_text.hpp"

#include <map>

#include "adapters/signing/sorted_pairs.hpp"
#include "tests/adapters/channels/vectors.hpp"
#include "tests/catch.hpp"

namespace sluice::signing {
namespace {

const secret key{"192006250b4c09247ec02edce69f6a2d"};
constexpr std::string_view pairs =
    "appid=wxd930ea5d5a258f4f&body=test&device_info=1000&mch_id=10000100&"
    "nonce_str=ibuaiVcKdpRxkhJA";

std::string v2_pairs(const nlohmann::json& object) {
  std::map<std::string, std::string> fields;
  for (const auto& [name, value] : object.items())
    fields[name] = value.is_string() ? value.get<std::string>() : value.dump();
  return sorted_pairs(fields, unsigned_in_wechat_v2);
}

}  // namespace

// The worked example of WeChat Pay's documents (micropay, chapter 4.3).
TEST_CASE("a WeChat Pay V2 signature is that of the documents") {
  CHECK(v2_signature(v2_sign_type::md5, pairs, key) == "9A0A8659F005D6984697E2CA0A9CF3B7");
  CHECK(v2_signature(v2_sign_type::hmac_sha256, pairs, key) ==
        "6A9AE1657590FD6257D693A078E1C3E4BB6BA4DC30B23E0EE2496E54170DACD6");
}

TEST_CASE("only the very signature of text, key and kind is taken") {
  const std::string good = "9A0A8659F005D6984697E2CA0A9CF3B7";
  const auto taken = [](std::string_view sign, std::string_view text, const secret& with) {
    return is_v2_signature(sign, v2_sign_type::md5, text, with);
  };
  CHECK(taken(good, pairs, key));
  CHECK_FALSE(taken("9a0a8659f005d6984697e2ca0a9cf3b7", pairs, key));
  CHECK_FALSE(taken("", pairs, key));
  CHECK_FALSE(taken(good.substr(1), pairs, key));
  CHECK_FALSE(taken(good, "appid=1", key));
  CHECK_FALSE(taken(good, pairs, secret("another")));
  CHECK_FALSE(is_v2_signature(good, v2_sign_type::hmac_sha256, pairs, key));
  const secret none;
  CHECK_FALSE(taken(v2_signature(v2_sign_type::md5, pairs, none), pairs, none));
}

TEST_CASE("published signatures: WeChat Pay V2") {
  const auto official = test::vector_json("wechat_v2/sign_official.json");
  const auto numbers = test::vector_json("wechat_v2/sign_yansongda.json");
  if (!official || !numbers) return;
  const auto text = v2_pairs((*official)["params"]);
  const secret theirs((*official)["key"].get<std::string>());
  CHECK(text + "&key=" + theirs.reveal() == (*official)["string_to_sign"]);
  CHECK(v2_signature(v2_sign_type::md5, text, theirs) == (*official)["md5"]);
  CHECK(v2_signature(v2_sign_type::hmac_sha256, text, theirs) == (*official)["hmac_sha256"]);
  CHECK(v2_signature(v2_sign_type::md5, v2_pairs((*numbers)["params"]),
                     secret((*numbers)["key"].get<std::string>())) == (*numbers)["md5"]);
}

}  // namespace sluice::signing
