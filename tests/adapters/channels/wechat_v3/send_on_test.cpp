// A refund that is stuck goes to a card: what is sent, what its answers prove, and that the
// simulated channel, which was written apart, can read it.

#include "adapters/signing/rsa_cipher.hpp"
#include "sim/providers/simulated_keys.hpp"
#include "sim/providers/wechat_v3_face.hpp"
#include "tests/adapters/channels/wechat_v3/sides.hpp"
#include "tests/catch.hpp"

namespace sluice::test::wechat_v3_send_on_test {
namespace {

using order::refund_finding;

channel_call to_card() {
  auto call = call_of(operation::send_on_refund);
  call.card = std::make_shared<const bank_card>(bank_card{
      .bank = "ICBC_DEBIT",
      .number = secret("6216261000000000018"),
      .holder_name = secret("全渠道")});
  return call;
}

std::string opened(const nlohmann::json& body, const char* member) {
  return signing::rsa_decrypt(v3::wechat_pay().signs, signing::rsa_padding::oaep_sha1,
                              body.at(member).get<std::string>())
      .value()
      .reveal();
}

refund_finding refused(int status, const char* code) {
  return refund_in(v3::refused(to_card(), status, code)).found;
}

}  // namespace

TEST_CASE("V3: a card goes out encrypted, with the name of the key") {
  const auto out = v3::sent(to_card());
  CHECK(out.method == "POST");
  CHECK(out.target == "/v3/refund/domestic/refunds/5030001/apply-abnormal-refund");
  CHECK(out.headers.find("Wechatpay-Serial") == v3::key_id);
  const auto body = nlohmann::json::parse(out.body);
  CHECK(body.at("out_refund_no") == "RK1");
  CHECK(body.at("type") == "USER_BANK_CARD");
  CHECK(body.at("bank_type") == "ICBC_DEBIT");
  CHECK(opened(body, "bank_account") == "6216261000000000018");
  CHECK(opened(body, "real_name") == "全渠道");
  CHECK(body.size() == 5);
}

TEST_CASE("V3: the merchant's own account goes without a card") {
  const auto out = v3::sent(call_of(operation::send_on_refund));
  CHECK(out.body == R"({"out_refund_no":"RK1","type":"MERCHANT_BANK_CARD"})");
}

TEST_CASE("V3: a number of WeChat Pay's that is none leads nowhere") {
  for (const auto* number : {"", "..", "1/2", "50 3", "50?x"}) {
    auto call = to_card();
    call.refund_reference = number;
    CHECK(std::holds_alternative<no_such_operation>(v3::speaks().assemble(call, {.now = made_at})));
  }
}

TEST_CASE("V3: what is stuck can be sent on under the number that WeChat Pay gave it") {
  const auto stuck = refund_in(v3::heard(call_of(operation::refund_query), v3::refund("ABNORMAL")));
  CHECK(stuck.found == refund_finding::stuck);
  CHECK(stuck.can_be_sent_on);
  CHECK(stuck.channel_reference == "5030001");
  const auto done = refund_in(v3::heard(call_of(operation::refund_query), v3::refund("SUCCESS")));
  CHECK_FALSE(done.can_be_sent_on);
}

TEST_CASE("V3: an answer to sending on says no more than that it is under way") {
  for (const auto* status : {"PROCESSING", "SUCCESS", "ABNORMAL"})
    CHECK(refund_in(v3::heard(to_card(), v3::refund(status))).found == refund_finding::accepted);
  CHECK(refund_in(v3::heard(to_card(), v3::refund("CLOSED"))).found == refund_finding::failed);
}

TEST_CASE("V3: a card is refused for what cannot be said of an earlier copy of the call") {
  CHECK(refused(400, "PARAM_ERROR") == refund_finding::not_sent_on);
  CHECK(refused(403, "NO_AUTH") == refund_finding::not_sent_on);
  CHECK(refused(400, "INVALID_REQUEST") == refund_finding::unknown);
  CHECK(refused(404, "RESOURCE_NOT_EXISTS") == refund_finding::unknown);
  CHECK(refused(429, "FREQUENCY_LIMITED") == refund_finding::unknown);
  CHECK(refused(500, "SYSTEM_ERROR") == refund_finding::unknown);
  CHECK(refused(400, "MOON_IS_FULL") == refund_finding::unknown);
}

namespace {

/// The simulated channel, and an account there that goes by the public key.
struct mutual {
  static secret key(std::string_view name) {
    return secret(std::string(sim::simulated_key(name).value()));
  }
  std::unique_ptr<dialect> speaks = v3::made(
      {.app_id = "wx1",
       .merchant_id = "1900000109",
       .keys = {{"merchant_key", key("wechat_v3_merchant_key")},
                {"merchant_certificate", key("wechat_v3_merchant_certificate")},
                {"api_v3_key", key("wechat_v3_api_key")},
                {"public_key", key("wechat_v3_public_key")},
                {"public_key_id", key("wechat_v3_public_key_id")}}});
  sim::provider behind{{.channel = "c", .reference_prefix = "9", .has_stuck_refunds = true}};
  sim::wechat_v3_face face{behind};
  instant now{millis{1'700'000'000'000}};

  channel_answer ask(channel_call call) {
    call.key = channel_key("number");
    call.refund_amount.minor_units = 147;
    const auto sent = std::get<http_request>(speaks->assemble(call, {.now = now, .chance = 1}));
    const auto text = [&](std::string_view name) {
      return std::string(sent.headers.find(name).value_or(""));
    };
    const auto said = face.answer(
        {.method = sent.method,
         .target = sent.target,
         .authorization = text("Authorization"),
         .serial = text("Wechatpay-Serial"),
         .body = sent.body},
        now);
    http_headers headers;
    for (const auto& [name, value] : said.headers) headers.add(name, value);
    return speaks->understand(
        call,
        {.kind = http_result::outcome::answered,
         .response = {.status = said.status, .headers = std::move(headers), .body = said.body}},
        now);
  }
};

}  // namespace

TEST_CASE("V3: the simulated channel reads the card, and sends the refund on once") {
  mutual w;
  REQUIRE(attempt_in(w.ask(call_of(operation::pay))).found == order::finding::paid);
  CHECK(refund_in(w.ask(call_of(operation::refund))).found == refund_finding::stuck);
  const auto stuck = refund_in(w.ask(call_of(operation::refund_query)));
  REQUIRE(stuck.found == refund_finding::stuck);
  auto call = to_card();
  call.refund_reference = stuck.channel_reference;
  CHECK(refund_in(w.ask(call)).found == refund_finding::accepted);
  w.now += millis{1};
  CHECK(refund_in(w.ask(call_of(operation::refund_query))).found == refund_finding::done);
  CHECK(refund_in(w.ask(call)).code == "INVALID_REQUEST");
}

}  // namespace sluice::test::wechat_v3_send_on_test
