// Quick pay that UnionPay confirms by a code on the payer's phone: 77/02, then 01/01 with the code.

#include "base/base64.hpp"
#include "tests/adapters/channels/unionpay/made_unionpay.hpp"

namespace sluice::test::unionpay_confirm_test {
namespace {

using order::finding;
using order::revoke_finding;

channel_call with_code(const std::string& code) {
  auto call = unionpay_call(operation::confirm);
  call.code = secret(code);
  return call;
}

assembled assembled_by(const dialect& by, const channel_call& call) {
  return by.assemble(call, {.now = made_at, .chance = 1});
}
http_request sent(const channel_call& call) {
  auto made = assembled_by(confirming_merchant(), call);
  REQUIRE(std::holds_alternative<http_request>(made));
  return std::get<http_request>(std::move(made));
}
form_fields fields_of(const channel_call& call) {
  return std::get<form_fields>(form_decode(sent(call).body));
}
bool is_refused(const dialect& by, const channel_call& call) {
  return std::holds_alternative<no_such_operation>(assembled_by(by, call));
}

/// As UnionPay answers to the request for a code.
form_fields code_is_sent() {
  auto said = good_answer(unionpay_call(operation::pay));
  said["txnType"] = "77";
  return said;
}
form_fields with(form_fields said, const std::string& name, const std::string& value) {
  said[name] = value;
  return said;
}
order::attempt_report heard(const channel_call& call, const form_fields& said) {
  return attempt_in(understood(call, said, made_at, confirming_merchant()));
}

}  // namespace

TEST_CASE("a payment begins with a code for the payer, under its own number and time") {
  const auto call = unionpay_call(operation::pay);
  const auto fields = fields_of(call);
  CHECK(sent(call).target == "/gateway/api/backTransReq.do");
  auto expected = form_fields{
      {"version", "5.1.0"},
      {"encoding", "utf-8"},
      {"signMethod", "01"},
      {"certId", "77"},
      {"txnType", "77"},
      {"txnSubType", "02"},
      {"bizType", "000902"},
      {"channelType", "07"},
      {"accessType", "0"},
      {"merId", "777290058167151"},
      {"orderId", "0A1B2C3D4E5F"},
      {"txnTime", "20260115070000"},
      {"txnAmt", "1250"},
      {"currencyCode", "156"},
      {"tokenPayData", "{token=6235240000020757577&trId=62000000001}"},
      {"signature", fields.at("signature")}};
  CHECK(fields == expected);
}

TEST_CASE("it is made with the code that the payer has typed, and nothing else changes") {
  const auto fields = fields_of(with_code("493817"));
  CHECK(fields.at("txnType") == "01");
  CHECK(fields.at("txnSubType") == "01");
  CHECK(fields.at("customerInfo") == base64("{smsCode=493817}"));
  const auto first = fields_of(unionpay_call(operation::pay));
  for (const auto* same : {"orderId", "txnTime", "txnAmt", "tokenPayData", "bizType"})
    CHECK(fields.at(same) == first.at(same));
  for (const auto* code : {"", "4938}17", "1&txnAmt=1", "{}", "12 34"}) {
    INFO(code);
    CHECK(is_refused(confirming_merchant(), with_code(code)));
  }
}

TEST_CASE("where no code confirms, none is asked for and none is sent") {
  CHECK(is_refused(merchant_of_unionpay(), with_code("493817")));
  for (const auto type : {business_type::ebank, business_type::enterprise_ebank}) {
    auto page = with_code("493817");
    page.type = type;
    CHECK(is_refused(confirming_merchant(), page));
  }
  CHECK_FALSE(attempt_in(understood(unionpay_call(operation::pay),
                                    good_answer(unionpay_call(operation::pay))))
                  .action);
}

TEST_CASE("a code that was sent is a payer who is to type it") {
  const auto report = heard(unionpay_call(operation::pay), code_is_sent());
  CHECK(report.found == finding::payer_paying);
  REQUIRE(report.action);
  CHECK(report.action->kind == payer_action_kind::enter_code);
  // An answer about the payment is none about the code.
  CHECK(is_unknown(understood(
      unionpay_call(operation::pay), good_answer(unionpay_call(operation::pay)), made_at,
      confirming_merchant())));
  CHECK(heard(unionpay_call(operation::pay), with(code_is_sent(), "respCode", "79")).found ==
        finding::not_paid);
}

TEST_CASE("a wrong code is one more try; what is accepted is not paid yet") {
  const auto call = with_code("000000");
  const auto wrong = heard(call, with(good_answer(call), "respCode", "71"));
  CHECK(wrong.found == finding::payer_paying);
  REQUIRE(wrong.action);
  CHECK(wrong.action->kind == payer_action_kind::enter_code);
  CHECK(wrong.from == order::source::pay_answer);
  const auto accepted = heard(call, good_answer(call));
  CHECK(accepted.found == finding::payer_paying);
  CHECK_FALSE(accepted.action);
  for (const auto* code : {"64", "67", "69"})
    CHECK(heard(call, with(good_answer(call), "respCode", code)).found == finding::not_paid);
  for (const auto* code : {"03", "04", "05", "12", "34"})
    CHECK(heard(call, with(good_answer(call), "respCode", code)).found == finding::unknown);
}

TEST_CASE("what a close is denied may be an earlier code: the engine has to ask") {
  const auto call = unionpay_call(operation::close);
  const auto denied = with(good_answer(call), "origRespCode", "71");
  CHECK(revoke_in(understood(call, denied, made_at, confirming_merchant())).found ==
        revoke_finding::unknown);
  CHECK(revoke_in(understood(call, denied)).found == revoke_finding::done);
}

}  // namespace sluice::test::unionpay_confirm_test
