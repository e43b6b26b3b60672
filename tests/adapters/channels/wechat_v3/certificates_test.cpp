#include "adapters/channels/wechat_v3/certificates.hpp"

#include "tests/adapters/channels/vectors.hpp"
#include "tests/adapters/channels/wechat_v3/sealed.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

const secret seal(v3::seal);

std::string certificate_text(long serial, int days = 10) {
  const owned<BIO> from(BIO_new_mem_buf(v3::wechat_pay().private_text.data(),
                                        static_cast<int>(v3::wechat_pay().private_text.size())));
  const owned<EVP_PKEY> key(PEM_read_bio_PrivateKey(from.get(), nullptr, nullptr, nullptr));
  return pem_of(made_certificate({.serial = serial, .days = days}, key.get()).get());
}

nlohmann::json entry(const std::string& serial, const std::string& pem) {
  return {{"serial_no", serial},
          {"encrypt_certificate",
           {{"algorithm", "AEAD_AES_256_GCM"},
            {"nonce", "katvtHDDPxkw"},
            {"associated_data", "certificate"},
            {"ciphertext", v3::sealed(pem, "katvtHDDPxkw", "certificate", v3::seal)}}}};
}

http_response answer(const nlohmann::json& body, const std::string& signed_with) {
  http_response out{.status = 200, .headers = {}, .body = body.dump()};
  for (const auto& one : v3::vouching(out.body))
    out.headers.add(one.name, one.name == "Wechatpay-Serial" ? signed_with : one.value);
  return out;
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
  CHECK(keys->find("5DEA", made_at) != nullptr);
  CHECK(keys->find("5DEB", made_at) != nullptr);
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
