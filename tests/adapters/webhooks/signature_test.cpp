#include "adapters/webhooks/signature.hpp"

#include "base/base64.hpp"
#include "tests/catch.hpp"

namespace sluice::test::signature_test {
using namespace sluice::webhooks;

namespace {

// The vector that Standard Webhooks' own libraries are tested with.
const std::string published_secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const std::string published_id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
const std::string published_body = R"({"test": 2432232314})";
const std::string published_signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
constexpr instant published_time{millis{1'614'265'330'999}};

// Seed 00 01 … 1f; the signature of the same text is by Python's cryptography.
const std::string seed = "whsk_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
const std::string seed_and_public_half =
    "whsk_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8DoQe/884Qvh1w3RjnS8CZZ+TWMJulDV8d3IZkElUxuA==";
const std::string signature_of_seed =
    "v1a,yoUrgEkc12aGqm0n4Sydmdz55xJfTz4AsAgieHFjmkR7LJtqVCZOQYzvvHjI5kAey+r4iaBGxTFRrl2iBQxtDQ==";

signing_key key(const std::string& text) {
  auto read = signing_key::from_text(secret(text));
  REQUIRE(std::holds_alternative<signing_key>(read));
  return std::get<signing_key>(std::move(read));
}

std::string problem(const std::string& text) {
  const auto read = signing_key::from_text(secret(text));
  const auto* const no = std::get_if<key_problem>(&read);
  return no == nullptr ? "none" : no->what;
}

std::string shared_of(std::size_t bytes) { return "whsec_" + base64(std::string(bytes, 'k')); }
std::string ed25519_of(std::size_t bytes) { return "whsk_" + base64(std::string(bytes, 'k')); }

std::string signatures(const std::vector<signing_key>& keys) {
  const auto headers = signed_headers(published_id, published_time, published_body, keys);
  return std::string(*headers.find("webhook-signature"));
}

}  // namespace

TEST_CASE("the published example is signed as published") {
  const auto headers =
      signed_headers(published_id, published_time, published_body, {key(published_secret)});
  CHECK(headers.find("webhook-id") == published_id);
  CHECK(headers.find("webhook-timestamp") == "1614265330");  // seconds, cut off
  CHECK(headers.find("webhook-signature") == published_signature);
}

TEST_CASE("an Ed25519 key signs too, with its public half written behind it or without") {
  CHECK(signatures({key(seed)}) == signature_of_seed);
  CHECK(signatures({key(seed_and_public_half)}) == signature_of_seed);
}

TEST_CASE("each key signs, in their order, so that one can follow another") {
  CHECK(signatures({key(published_secret), key(seed)}) ==
        published_signature + ' ' + signature_of_seed);
  CHECK(
      signatures({key(shared_of(32)), key(published_secret)}).ends_with(' ' + published_signature));
}

TEST_CASE("secrets of 24 to 64 bytes are taken, and nothing that is none") {
  CHECK(problem(shared_of(24)) == "none");
  CHECK(problem(shared_of(64)) == "none");
  CHECK(problem(shared_of(23)) == "is a secret of 23 bytes");
  CHECK(problem(shared_of(65)) == "is a secret of 65 bytes");
  CHECK(problem("whsec_") == "is a secret of 0 bytes");
  CHECK(problem("whsec_not base64!") == "is no base64 behind its prefix");
  CHECK(problem("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n") == "is no base64 behind its prefix");
  CHECK(problem("whpk_" + base64(std::string(32, 'k'))) ==
        "begins neither with whsec_ nor with whsk_");
  CHECK(problem("") == "begins neither with whsec_ nor with whsk_");
  CHECK(problem(ed25519_of(32)) == "none");
  CHECK(problem(ed25519_of(31)) == "is an Ed25519 key of 31 bytes");
  CHECK(problem(ed25519_of(64)) == "is an Ed25519 key whose halves do not belong together");
}

TEST_CASE("a delivery has one id for ever, which no other has") {
  store::log_history log;
  log.id = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
  const webhook::endpoint_id shop{merchant_id{"m1"}, "shop"};
  const auto id = delivery_id(log, 0, 57, shop);
  // SHA-256 of "0102030405060708090a0b0c0d0e0f10-1-0-57 m1/shop"
  CHECK(id == "msg_4bb987b192963b0dd2a5afc363d1b5fc");
  CHECK(delivery_id(log, 0, 57, {merchant_id{"m1"}, "till"}) != id);
  CHECK(delivery_id(log, 0, 57, {merchant_id{"m2"}, "shop"}) != id);
  CHECK(delivery_id(log, 0, 58, shop) != id);
  CHECK(delivery_id(log, 1, 57, shop) != id);
  auto other = log;
  other.id[0] = 2;
  CHECK(delivery_id(other, 0, 57, shop) != id);
  auto put_back = log;
  put_back.begin_incarnation(58, 2);
  CHECK(delivery_id(put_back, 0, 57, shop) == id);
  put_back = log;
  put_back.begin_incarnation(57, 2);
  CHECK(delivery_id(put_back, 0, 57, shop) != id);
}

}  // namespace sluice::test::signature_test
