// Answers recorded from the real WeChat Pay and Alipay, read through the dialects. Those keys are
// not public, so their signatures are made anew, with ours.

#include "adapters/channels/strict_xml.hpp"
#include "tests/adapters/channels/calls.hpp"
#include "tests/adapters/channels/signed_answers.hpp"
#include "tests/adapters/channels/vectors.hpp"
#include "tests/catch.hpp"

namespace sluice::test::recorded_answers_test {
namespace {

std::string field_of(const std::string& body, const std::string& name) {
  const auto read = read_xml(body);
  const auto* fields = std::get_if<xml_fields>(&read);
  return fields == nullptr ? "" : std::string(value_of(*fields, name).as_received());
}

std::optional<channel_answer> wechat_says(const std::string& file, channel_call call) {
  const auto body = vector_text("wechat_v2/xml/" + file);
  if (!body) return std::nullopt;
  auto account = whole_account("wechat_v2");
  account.app_id = field_of(*body, "appid");
  account.merchant_id = field_of(*body, "mch_id");
  return understood(*dialect_of("wechat_v2", account), call, answered(signed_xml(*body)));
}

channel_call numbered(channel_call call, const std::string& key, const std::string& refund = {}) {
  call.key = channel_key(key);
  call.refund_key = channel_key(refund);
  return call;
}

}  // namespace

TEST_CASE("recorded micropay answers are classified as expected") {
  const auto pay = numbered(call_of(operation::pay), "1415757673");
  if (const auto said = wechat_says("micropay.success.xml", pay)) {
    CHECK(attempt_in(*said).found == order::finding::paid);
    CHECK(attempt_in(*said).amount == money{1, currency::cny});
    CHECK(attempt_in(*said).channel_reference == "1008450740201411110005820873");
  }
  if (const auto said = wechat_says("micropay.userpaying.xml", pay))
    CHECK(attempt_in(*said).found == order::finding::payer_paying);
  if (const auto said = wechat_says("micropay.authcode_used.xml", pay))
    CHECK(attempt_in(*said).found == order::finding::not_paid_if_query_agrees);
  if (const auto said = wechat_says("systemerror.both_fail.xml", pay))
    CHECK(attempt_in(*said).found == order::finding::unknown);
}

TEST_CASE("recorded queries, reverses and refunds are classified as expected") {
  const auto query = numbered(call_of(operation::query), "1415757673");
  if (const auto said = wechat_says("orderquery.success_coupons.xml", query))
    CHECK(attempt_in(*said).found == order::finding::paid);
  if (const auto said = wechat_says("orderquery.notexist.xml", query))
    CHECK(attempt_in(*said).found == order::finding::not_found);
  const auto asked = numbered(call_of(operation::query), "KATI1706***********");
  if (const auto said = wechat_says("orderquery.userpaying.xml", asked))
    CHECK(attempt_in(*said).found == order::finding::payer_paying);
  if (const auto said = wechat_says("reverse.success_recall_n.xml", call_of(operation::revoke)))
    CHECK(revoke_in(*said).found == order::revoke_finding::done);

  auto refund = numbered(call_of(operation::refund), "1415757673", "1415701182");
  refund.refund_amount = {2, currency::cny};
  if (const auto said = wechat_says("refund.accepted_coupons.xml", refund))
    CHECK(refund_in(*said).found == order::refund_finding::accepted);
  refund.what = operation::refund_query;
  refund.refund_amount = {1, currency::cny};
  if (const auto said = wechat_says("refundquery.processing.xml", refund))
    CHECK(refund_in(*said).found == order::refund_finding::accepted);
}

TEST_CASE("recorded answers for another order are not ours") {
  const auto pay = numbered(call_of(operation::pay), "somebody_else");
  for (const auto* file : {"micropay.success.xml", "orderquery.success_coupons.xml"})
    if (const auto said = wechat_says(file, pay)) CHECK(attempt_in(*said).code == "foreign_order");
}

TEST_CASE("recorded broken and hostile documents prove nothing") {
  for (const auto* file : {"fragment_injection.sample.xml", "invalid.bad_entity.sample.xml",
                           "invalid.normal_404.sample.html", "invalid.xxe_injection.sample.xml",
                           "refund.notification.req_info.sample.xml"})
    if (const auto said = wechat_says(file, call_of(operation::pay)))
      CHECK(attempt_in(*said).found == order::finding::unknown);
}

namespace {

std::string re_signed(const std::string& body) {
  auto document = nlohmann::ordered_json::parse(body);
  document["sign"] = "x";
  return signed_json(document.dump());
}

order::finding found_in(const nlohmann::json& vector, operation what, const std::string& key) {
  const auto body = vector.at("body").get<std::string>();
  return attempt_in(
             understood(our_alipay(), numbered(call_of(what), key), answered(re_signed(body))))
      .found;
}

const nlohmann::json* with_class(const nlohmann::json& cases, const std::string& name,
                                 const std::string& node) {
  for (const auto& one : cases)
    if (one.at("class") == name &&
        one.at("body").get<std::string>().find(node) != std::string::npos)
      return &one;
  return nullptr;
}

}  // namespace

TEST_CASE("recorded Alipay trades are classified as expected") {
  const auto file = vector_json("alipay/http_responses.json");
  if (!file) return;
  const auto& cases = file->at("cases");
  const std::string trade = "170822000085721222000001002948";
  const auto* asked = with_class(cases, "USERPAYING", "alipay_trade_pay_response");
  REQUIRE(asked);
  CHECK(found_in(*asked, operation::pay, trade) == order::finding::payer_paying);
  CHECK(found_in(*asked, operation::pay, "another") == order::finding::unknown);
  const auto* waiting = with_class(cases, "USERPAYING", "alipay_trade_query_response");
  REQUIRE(waiting);
  CHECK(found_in(*waiting, operation::query, trade) == order::finding::payer_paying);
  const auto* declined = with_class(cases, "DEFINITE_FAIL", "alipay_trade_pay_response");
  REQUIRE(declined);
  CHECK(found_in(*declined, operation::pay, "K1") == order::finding::not_paid);
  const auto* unknown_app = with_class(cases, "CONFIG_ERROR", "alipay_trade_query_response");
  REQUIRE(unknown_app);
  CHECK(found_in(*unknown_app, operation::query, "K1") == order::finding::unknown);
  const auto* gateway = with_class(cases, "CONFIG_ERROR", "error_response");
  REQUIRE(gateway);
  CHECK(found_in(*gateway, operation::query, "K1") == order::finding::unknown);
  CHECK(found_in(*gateway, operation::pay, "K1") == order::finding::not_paid);
  const auto as_it_came = understood(
      our_alipay(), call_of(operation::pay), answered(gateway->at("body").get<std::string>()));
  CHECK(attempt_in(as_it_came).found == order::finding::unknown);
}

TEST_CASE("recorded Alipay cancels and refunds are classified as expected") {
  const auto file = vector_json("alipay/http_responses.json");
  if (!file) return;
  const auto& cases = file->at("cases");
  const auto said = [&](const char* name, operation what, const char* key) {
    const auto* vector = with_class(cases, name, "_response");
    REQUIRE(vector);
    return understood(our_alipay(), numbered(call_of(what), key),
                      answered(re_signed(vector->at("body").get<std::string>())));
  };
  const auto nothing_there =
      revoke_in(said("CANCELLED_NOTHING_THERE", operation::revoke, "1571145702256"));
  CHECK(nothing_there.found == order::revoke_finding::done);
  CHECK(nothing_there.money_returned == order::returned::not_said);
  CHECK(revoke_in(said("CANCEL_FAILED_NO_RETRY", operation::revoke, "20150320010101002")).found ==
        order::revoke_finding::refused);
  CHECK(refund_in(said("REFUNDED", operation::refund, "16389900508981170")).found ==
        order::refund_finding::done);
  CHECK(refund_in(said("REFUND_REPEATED_NO_MONEY_MOVED", operation::refund, "20150320010101008"))
            .found == order::refund_finding::accepted);
}

}  // namespace sluice::test::recorded_answers_test
