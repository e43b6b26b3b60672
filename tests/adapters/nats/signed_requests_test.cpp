// What a signature does at the edge: who asked is found before the body is read, and handed on.

#include <nlohmann/json.hpp>

#include "adapters/access/key_file.hpp"
#include "adapters/access/signing.hpp"
#include "adapters/nats/service.hpp"
#include "adapters/system/machine_clock.hpp"
#include "tests/adapters/nats/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::nats {
namespace {

using nlohmann::json;
using testing::create;
using testing::soon;
using testing::stage;

struct signed_stage : stage {
  signed_stage() : signed_stage(std::make_shared<access::verifier>(machine_clock().wall)) {}
  explicit signed_stage(std::shared_ptr<access::verifier> checks) : stage({.signatures = checks}) {
    access::key_ring ring;
    for (const auto* k : {&shop, &slow}) {
      const auto half = access::stored_half(*k, {.id = {}, .owner = access::principal_id{"shop"}});
      ring.emplace(
          k->id, access::ring_entry{
                     .about = half.about, .hmac = half.hmac, .public_half = half.public_half});
    }
    checks->exchange(std::move(ring));
  }

  static headers signed_with(const access::signing_key& k, const std::string& subject,
                             std::string_view body, headers with) {
    for (const auto& [name, value] : access::signature_headers(
             k,
             {.prefix = "pay",
              .subject = subject,
              .message_id = with["Nats-Msg-Id"],
              .content_type = with["Content-Type"],
              .body = body},
             machine_clock().wall()))
      with[name] = value;
    if (with["Content-Type"].empty()) with.erase("Content-Type");
    if (with["Nats-Msg-Id"].empty()) with.erase("Nats-Msg-Id");
    return with;
  }
  /// "" when it was answered.
  std::string reason(const std::string& subject, std::string_view body, const headers& with) {
    const auto r = get(subject, body, with);
    return r.is_error() ? r.with.at("Pay-Error-Reason") : "";
  }

  access::signing_key shop = access::make_key(access::key_kind::hmac_sha256);
  access::signing_key slow = access::make_key(access::key_kind::ed25519);
};

}  // namespace

TEST_CASE("who has signed is handed to the engine, by either kind of key") {
  signed_stage s;
  for (const auto* k : {&s.shop, &s.slow}) {
    const auto with =
        s.signed_with(*k, "pay.order.create", create,
                      {{"Nats-Msg-Id", k->id.value()}, {"Content-Type", "application/json"}});
    const auto r = s.get("pay.order.create", create, with);
    CHECK(json::parse(r.body)["state"] == "paid");
    CHECK(s.engine.last().from.key == k->id);
    CHECK(s.engine.last().id == command_id{k->id.value()});
  }
  s.get("pay.order.create", create);
  CHECK(s.engine.last().from.is_nobody());
}

TEST_CASE("a signature for one subject, body or command id is worth nothing for another") {
  signed_stage s;
  const std::string body = R"({"merchant":"m1","order_no":"A-1001"})";
  for (const auto* k : {&s.shop, &s.slow}) {
    const auto with = s.signed_with(*k, "pay.order.get", body, {{"Nats-Msg-Id", "C-1"}});
    CHECK(s.reason("pay.order.get", body, with) == "");
    CHECK(s.reason("pay.order.revoke", body, with) == "signature_wrong");
    CHECK(s.reason("pay.order.get", body + " ", with) == "signature_wrong");
    auto other = with;
    other["Nats-Msg-Id"] = "C-2";
    CHECK(s.reason("pay.order.get", body, other) == "signature_wrong");
  }
  CHECK(s.engine.count() == 2);
  CHECK(soon([&] { return s.notes->has("requests_not_allowed"); }));
}

TEST_CASE("half of a signature, or one twice, is refused and not executed") {
  signed_stage s;
  const auto with = s.signed_with(s.shop, "pay.order.create", create, {{"Nats-Msg-Id", "C-1"}});
  for (const auto* name : {"Pay-Key-Id", "Pay-Timestamp", "Pay-Nonce", "Pay-Signature"}) {
    auto half = with;
    half.erase(name);
    CHECK(s.reason("pay.order.create", create, half) == "signature_incomplete");
  }
  CHECK(s.engine.count() == 0);
}

TEST_CASE("what moves money must have a command id when it is signed") {
  signed_stage s;
  const auto with = s.signed_with(s.shop, "pay.order.create", create, {});
  CHECK(s.reason("pay.order.create", create, with) == "command_id_missing");
  CHECK(s.reason("pay.channel.list", "{}", s.signed_with(s.shop, "pay.channel.list", "{}", {})) ==
        "");
}

TEST_CASE("the refusal of a key that nobody knows is that of a wrong signature, to the letter") {
  signed_stage s;
  const auto strange = access::make_key(access::key_kind::hmac_sha256);
  auto known = s.signed_with(strange, "pay.order.create", create, {{"Nats-Msg-Id", "C-1"}});
  const auto unknown = s.get("pay.order.create", create, known);
  known["Pay-Key-Id"] = s.shop.id.value();
  CHECK(s.get("pay.order.create", create, known).body == unknown.body);
  CHECK(unknown.body.find(strange.id.value()) == std::string::npos);
}

TEST_CASE("help and schema need nobody, and an engine without keys knows none") {
  stage s;
  CHECK_FALSE(s.get("pay.help", "", {{"Pay-Key-Id", "k"}}).is_error());
  CHECK_FALSE(s.get("pay.schema.get", "").is_error());
  const auto key = access::make_key(access::key_kind::hmac_sha256);
  const auto with =
      signed_stage::signed_with(key, "pay.order.create", create, {{"Nats-Msg-Id", "C-1"}});
  CHECK(s.get("pay.order.create", create, with).with.at("Pay-Error-Reason") == "signature_wrong");
}

TEST_CASE("the old plain key is refused with the way to sign") {
  stage s;
  const auto r = s.get("pay.order.create", create, {{"Pay-Merchant-Key", "open sesame"}});
  CHECK(r.with.at("Pay-Error-Reason") == "key_wrong");
  CHECK(r.body.find("Pay-Signature") != std::string::npos);
  CHECK(r.body.find("sesame") == std::string::npos);
  CHECK(s.engine.count() == 0);
}

}  // namespace sluice::nats
