#include "adapters/channels/wechat_v3/certificates.hpp"

#include "adapters/channels/key_fetching.hpp"

#include "tests/adapters/channels/vectors.hpp"
#include "tests/adapters/channels/wechat_v3/certificate_list.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

using v3::certificate_text;
using v3::entry;

const secret seal(v3::seal);

http_response answer(const nlohmann::json& body, const std::string& signed_with) {
  return v3::vouched_by(signed_with, body.dump());
}

}  // namespace

TEST_CASE("V3: the published certificates open and are what is said of them") {
  const auto vector = vector_json("wechat_v3/certificates_download_java.json");
  if (!vector) return;
  const secret key(vector->at("key").get<std::string>());
  const auto body = vector->at("body").get<std::string>();
  const auto all = wechat_v3::certificates_in(body, key);
  REQUIRE(all);
  REQUIRE(all->size() == 1);
  CHECK(all->front().serial_hex() == vector->at("expect").at("serial"));
  auto other_serial = body;
  const auto serial = vector->at("expect").at("serial").get<std::string>();
  other_serial.replace(other_serial.find(serial), 2, "00");
  CHECK_FALSE(wechat_v3::certificates_in(other_serial, key));
  CHECK_FALSE(wechat_v3::certificates_in(body, seal));
}

TEST_CASE("V3: the published sealed certificate opens with its key and nonce only") {
  const auto vector = vector_json("wechat_v3/platform_certificate_yansongda.json");
  if (!vector) return;
  const auto heard = [&](const nlohmann::json& changed) {
    auto all = *vector;
    all.update(changed);
    const nlohmann::json body{
        {"data",
         {{{"serial_no", vector->at("expect").at("serial")},
           {"encrypt_certificate",
            {{"algorithm", "AEAD_AES_256_GCM"},
             {"nonce", all.at("nonce")},
             {"associated_data", all.at("associated_data")},
             {"ciphertext", all.at("ciphertext")}}}}}}};
    return wechat_v3::certificates_in(body.dump(), secret(all.at("key").get<std::string>()));
  };
  CHECK(heard(nlohmann::json::object()).has_value());
  for (const auto& wrong : vector->at("reject")) CHECK_FALSE(heard(wrong).has_value());
}

TEST_CASE("V3: an answer signed with a key that it brings brings all its keys") {
  const nlohmann::json both{
      {"data", {entry("5DEA", certificate_text(0x5DEA)), entry("5DEB", certificate_text(0x5DEB))}}};
  const auto keys = wechat_v3::keys_in(answer(both, "5DEA"), seal, made_at);
  REQUIRE(keys);
  CHECK(keys->ring.find("5DEA", made_at) != nullptr);
  CHECK(keys->ring.find("5DEB", made_at) != nullptr);
  CHECK_FALSE(wechat_v3::keys_in(answer(both, "5DEC"), seal, made_at));
  CHECK_FALSE(wechat_v3::keys_in(answer(both, "5DEA"), seal, made_at + std::chrono::hours{1}));
  CHECK_FALSE(wechat_v3::keys_in(answer(both, "5DEA"), secret(std::string(32, 'k')), made_at));
  auto refused = answer(both, "5DEA");
  refused.status = 500;
  CHECK_FALSE(wechat_v3::keys_in(refused, seal, made_at));
  auto bare = answer(both, "5DEA");
  bare.headers = {};
  CHECK_FALSE(wechat_v3::keys_in(bare, seal, made_at));
}

TEST_CASE("V3: of certificates that are wrong in one place none is taken") {
  const auto good = entry("5DEA", certificate_text(0x5DEA));
  auto unsealed = good;
  unsealed["encrypt_certificate"]["algorithm"] = "none";
  for (const auto& bad : {entry("5DEB", certificate_text(0x5DEC)), entry("5DEB", "no certificate"),
                          unsealed, good, nlohmann::json::object()})
    CHECK_FALSE(wechat_v3::keys_in(answer({{"data", {good, bad}}}, "5DEA"), seal, made_at));
  for (const auto& body : {nlohmann::json{{"data", nlohmann::json::array()}},
                           nlohmann::json::object(), nlohmann::json::array()})
    CHECK_FALSE(wechat_v3::keys_in(answer(body, "5DEA"), seal, made_at));
}

TEST_CASE("V3: a certificate out of its time proves nothing") {
  const nlohmann::json old{{"data", {entry("5DEA", certificate_text(0x5DEA, -1))}}};
  CHECK_FALSE(wechat_v3::keys_in(answer(old, "5DEA"), seal, made_at));
}

TEST_CASE("V3: what a fetch brings takes the place of all that was fetched before") {
  const auto with = [](const dialect& speaks, const char* name, long serial) {
    const auto list = nlohmann::json::array({entry(name, certificate_text(serial))});
    auto brought = speaks.fetches_keys()->keys_from(
        "", {.kind = http_result::outcome::answered, .response = answer({{"data", list}}, name)},
        made_at);
    return std::get<std::shared_ptr<const dialect>>(std::move(brought));
  };
  const auto found = [](const dialect& speaks, const char* by) {
    const auto body = v3::trade("SUCCESS").dump();
    return code_in(speaks.understand(
        call_of(operation::query),
        {.kind = http_result::outcome::answered, .response = v3::vouched_by(by, body)}, made_at));
  };
  const auto bare = v3::made(v3::without_their_keys());
  REQUIRE(bare->fetches_keys() != nullptr);
  CHECK(found(*bare, "5DEA") == "unknown_key");
  const auto old_ones = with(*bare, "5DEA", 0x5DEA);
  CHECK(found(*old_ones, "5DEA") == "SUCCESS");
  CHECK(old_ones->certificates().back().serial == "5DEA");
  const auto new_ones = with(*old_ones, "5DEB", 0x5DEB);
  CHECK(found(*new_ones, "5DEB") == "SUCCESS");
  CHECK(found(*new_ones, "5DEA") == "unknown_key");
  CHECK(found(*bare, "5DEA") == "unknown_key");
}

TEST_CASE("V3: a fetch that fails says why, and brings nothing") {
  const auto bare = v3::made(v3::without_their_keys());
  const auto why = [&](const http_result& result) {
    return std::get<std::string>(bare->fetches_keys()->keys_from("", result, made_at));
  };
  CHECK(why({.kind = http_result::outcome::timed_out}) == "unreachable");
  CHECK(why({.kind = http_result::outcome::answered, .response = {.status = 502}}) == "http_502");
  CHECK(why({.kind = http_result::outcome::answered,
             .response = answer({{"data", nlohmann::json::array()}}, "5DEA")}) == "not_proven");
}

TEST_CASE("V3: certificates are fetched hourly, at once while none is valid, never without need") {
  CHECK(v3::speaks().fetches_keys() == nullptr);
  const auto bare = v3::made(v3::without_their_keys());
  CHECK(bare->fetches_keys()->fetched_every(made_at) == millis{0});
  auto given = v3::without_their_keys();
  given.keys.add("platform_certificates", secret(certificate_text(0x5DEA)));
  const auto certified = v3::made(given);
  CHECK(certified->fetches_keys()->fetched_every(made_at) == std::chrono::hours{1});
  CHECK(certified->fetches_keys()->fetched_every(made_at + std::chrono::days{11}) == millis{0});
  const auto asked = certified->fetches_keys()->key_request("", {.now = made_at});
  REQUIRE(asked);
  CHECK(asked->method == "GET");
  CHECK(asked->target == "/v3/certificates");
  CHECK(asked->headers.find("Authorization"));
}

TEST_CASE("V3: the key that an answer or a notification names is unknown, or it is not named") {
  auto given = v3::without_their_keys();
  given.keys.add("platform_certificates", secret(certificate_text(0x5DEA)));
  const auto speaks = v3::made(given);
  const auto& keys = *speaks->fetches_keys();
  CHECK(keys.unknown_key_of(v3::vouched_by("5DEB", "{}"), made_at) == "5DEB");
  CHECK(keys.unknown_key_of(v3::vouched_by("5DEA", "{}"), made_at).empty());
  CHECK(keys.unknown_key_of(http_response{}, made_at).empty());
  const auto notice = v3::notice("TRANSACTION.SUCCESS", "{}");
  CHECK(keys.unknown_key_of(notice, made_at) == v3::key_id);
}
