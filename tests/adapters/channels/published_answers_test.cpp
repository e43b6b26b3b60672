// Answers whose signatures the payment companies or published test suites made, read through the
// dialects with the keys that belong to them.

#include "adapters/channels/strict_xml.hpp"
#include "adapters/channels/wechat_v2/shared_key.hpp"
#include "tests/adapters/channels/calls.hpp"
#include "tests/adapters/channels/signed_answers.hpp"
#include "tests/adapters/channels/vectors.hpp"
#include "tests/adapters/signing/made_certificates.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;

TEST_CASE("WeChat's published answers are checked in WeChat's order") {
  const auto file = vector_json("wechat_v2/response_verify_cases.json");
  if (!file) return;
  const auto text = [&](const char* name) { return file->at(name).get<std::string>(); };
  const auto speaks = dialect_of("wechat_v2", {.app_id = text("appid"),
                                               .merchant_id = text("mch_id"),
                                               .keys = {{"api_key", secret(text("key"))}}});
  for (const auto& one : file->at("cases")) {
    const auto body = one.at("body").get<std::string>();
    INFO(body);
    const auto said = attempt_in(understood(*speaks, call_of(operation::pay), answered(body)));
    CHECK(said.found == order::finding::unknown);  // none of them names an order
    const auto& valid = one.at("signature_valid");
    if (valid.is_boolean()) CHECK((said.code == "not_proven") == !valid.get<bool>());
    CHECK((said.code == "no_order_number") == one.at("accept").get<bool>());
  }
  for (const auto& one : file->at("notify_cases")) {
    const auto body = one.at("body").get<std::string>();
    const auto said = attempt_in(understood(*speaks, call_of(operation::pay), answered(body)));
    CHECK((said.code == "not_proven") == (one.at("expect") == "Sign error"));
  }
}

TEST_CASE("WeChat's own example is signed with the shared key, in both ways") {
  const auto file = vector_json("wechat_v2/sign_official.json");
  if (!file) return;
  for (const auto& [type, name] :
       {std::pair{"MD5", "md5"}, std::pair{"HMAC-SHA256", "hmac_sha256"}}) {
    const auto key = std::get<wechat_v2::shared_key>(wechat_v2::shared_key::in(
        {{"api_key", secret(file->at("key").get<std::string>())}, {"sign_type", secret(type)}}));
    auto fields = file->at("params").get<xml_fields>();
    fields["sign"] = file->at(name).get<std::string>();
    CHECK(key.has_signed(fields));
    fields["body"] = "tests";
    CHECK_FALSE(key.has_signed(fields));
  }
}

namespace {

/// Nothing: the vectors are absent. By the published certificate's key, in public key mode.
std::unique_ptr<dialect> published_alipay() {
  const auto pem = vector_text("alipay/yansongda_alipayPublicCert.crt");
  if (!pem) return nullptr;
  const auto key = used(used(signing::certificate::first_in(*pem)).key());
  auto account = whole_account("alipay");
  account.keys.add("alipay_public_key", secret(public_pem(key.handle())));
  return dialect_of("alipay", account);
}

channel_call about(operation what, const std::string& key,
                   business_type type = business_type::payment_code) {
  auto call = call_of(what, type);
  call.key = channel_key(key);
  return call;
}

}  // namespace

TEST_CASE("Alipay's published answers are proven over their very bytes") {
  const auto file = vector_json("alipay/response_sign_rsa2.json");
  const auto speaks = published_alipay();
  if (!file || !speaks) return;
  const auto says = [&](const std::string& node, const channel_call& call) {
    for (const auto& one : file->at("cases")) {
      if (one.at("node") != node) continue;
      const auto body = one.at("raw_body").get<std::string>();
      auto spoilt = body;
      spoilt.insert(spoilt.find("\"msg\""), " ");
      CHECK(code_in(understood(*speaks, call, answered(spoilt))) == "not_proven");
      return understood(*speaks, call, answered(body));
    }
    FAIL(node);
    return channel_answer{};
  };
  const auto query =
      attempt_in(says("alipay_trade_query_response", about(operation::query, "1703141270")));
  CHECK(query.found == order::finding::paid);
  CHECK(query.amount == money{1, currency::cny});
  CHECK(query.channel_reference == "2023122122001499160501586202");
  CHECK(query.told.at.has_value());
  CHECK(query.told.settled == money{0, currency::cny});
  CHECK(attempt_in(says("alipay_fund_trans_uni_transfer_response",
                        about(operation::pay, "2023122621450001", business_type::payout)))
            .told.trace == "20231226110070001502150000685481");
  CHECK(
      revoke_in(says("alipay_trade_close_response", about(operation::close, "1703226647"))).found ==
      order::revoke_finding::done);
  CHECK(refund_in(says("alipay_trade_refund_response", about(operation::refund, "1703141270")))
            .found == order::refund_finding::done);
}

TEST_CASE("a browser that comes back proves nothing, although its address is signed") {
  const auto file = vector_json("alipay/return_url_rsa2.json");
  const auto speaks = published_alipay();
  if (!file || !speaks) return;
  const auto query = file->at("query").get<std::string>();
  CHECK(std::get<notice_refusal>(heard(*speaks, posted("/notify/ali", query))) ==
        notice_refusal::unreadable);
}

TEST_CASE("the gateway's published refusal of a payout leaves doubt") {
  const auto file = vector_json("alipay/transfer_agreement_codes.json");
  if (!file) return;
  const auto said =
      attempt_in(understood(our_alipay(), call_of(operation::pay, business_type::payout),
                            answered(file->at("unsigned_error_body").get<std::string>())));
  CHECK(said.found == order::finding::unknown);
  CHECK(said.code == "isv.invalid-app-id");
  CHECK(said.whose == fault::account);
}
