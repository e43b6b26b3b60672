#include <nlohmann/json.hpp>

#include "adapters/channels/form.hpp"
#include "adapters/signing/key_text.hpp"
#include "adapters/signing/rsa_signature.hpp"
#include "adapters/signing/sorted_pairs.hpp"
#include "tests/adapters/channels/calls.hpp"
#include "tests/adapters/channels/signed_answers.hpp"
#include "tests/catch.hpp"

namespace sluice::test::alipay_request_test {

using json = nlohmann::json;

namespace {

const dialect& speaks() {
  static const auto made = [] {
    auto account = whole_account("alipay");
    account.notify_url = "http://us/notify/ali";
    return dialect_of("alipay", account);
  }();
  return *made;
}

form_fields fields_of(const channel_call& call) {
  // 2024-02-29 16:00:01 UTC is already the first of March in Beijing.
  const auto at = std::chrono::sys_days{std::chrono::year{2024} / 2 / 29} + std::chrono::hours{16} +
                  std::chrono::seconds{1};
  const auto sent = std::get<http_request>(speaks().assemble(call, {.now = at, .chance = 1}));
  CHECK(sent.target == "/gateway.do");
  return std::get<form_fields>(form_decode(sent.body));
}

json content_of(const channel_call& call) { return json::parse(fields_of(call).at("biz_content")); }

}  // namespace

TEST_CASE("trade.pay carries account, number, yuan and payment code") {
  const auto fields = fields_of(call_of(operation::pay));
  CHECK(fields.at("app_id") == "2014");
  CHECK(fields.at("method") == "alipay.trade.pay");
  CHECK(fields.at("timestamp") == "2024-03-01 00:00:01");
  CHECK(fields.at("charset") == "utf-8");
  CHECK(fields.at("version") == "1.0");
  CHECK(fields.at("notify_url") == "http://us/notify/ali");
  const auto content = content_of(call_of(operation::pay));
  CHECK(content == json{{"out_trade_no", "K1"},
                        {"total_amount", "12.50"},
                        {"subject", "coffee"},
                        {"scene", "bar_code"},
                        {"auth_code", "134567890123456789"}});
}

TEST_CASE("quick pay makes a trade without a payment code") {
  const auto call = call_of(operation::pay, business_type::quick_pay);
  CHECK(fields_of(call).at("method") == "alipay.trade.create");
  CHECK_FALSE(content_of(call).contains("auth_code"));
  CHECK_FALSE(content_of(call).contains("scene"));
}

TEST_CASE("a payout goes out and is asked for under out_biz_no") {
  const auto pay = call_of(operation::pay, business_type::payout);
  CHECK(fields_of(pay).at("method") == "alipay.fund.trans.uni.transfer");
  CHECK(content_of(pay).at("out_biz_no") == "K1");
  CHECK(content_of(pay).at("trans_amount") == "12.50");
  const auto query = call_of(operation::query, business_type::payout);
  CHECK(fields_of(query).at("method") == "alipay.fund.trans.common.query");
  CHECK(content_of(query).at("out_biz_no") == "K1");
  CHECK_FALSE(content_of(query).contains("trans_amount"));
}

TEST_CASE("a payout can be neither taken back nor refunded") {
  for (const auto what :
       {operation::revoke, operation::close, operation::refund, operation::refund_query})
    CHECK(std::holds_alternative<no_such_operation>(
        speaks().assemble(call_of(what, business_type::payout), {})));
}

TEST_CASE("query, cancel and close name the trade; only a pay asks for a notification") {
  for (const auto& [what, method] : {std::pair{operation::query, "alipay.trade.query"},
                                     std::pair{operation::revoke, "alipay.trade.cancel"},
                                     std::pair{operation::close, "alipay.trade.close"}}) {
    CHECK(fields_of(call_of(what)).at("method") == method);
    CHECK(content_of(call_of(what)) == json{{"out_trade_no", "K1"}});
    CHECK(fields_of(call_of(what)).count("notify_url") == 0);
  }
}

TEST_CASE("a refund carries its own number, and so does the question about it") {
  CHECK(fields_of(call_of(operation::refund)).at("method") == "alipay.trade.refund");
  CHECK(content_of(call_of(operation::refund)) ==
        json{{"out_trade_no", "K1"}, {"refund_amount", "3.00"}, {"out_request_no", "RK1"}});
  CHECK(fields_of(call_of(operation::refund_query)).at("method") ==
        "alipay.trade.fastpay.refund.query");
  CHECK(content_of(call_of(operation::refund_query)) ==
        json{{"out_trade_no", "K1"}, {"out_request_no", "RK1"}});
}

TEST_CASE("a description of any bytes does not stop a payment") {
  auto call = call_of(operation::pay);
  call.description = "caf\xc3 & \"x\" +";
  CHECK(content_of(call).at("subject") == "caf\xef\xbf\xbd & \"x\" +");
  call.description.clear();
  CHECK(content_of(call).at("subject") == "K1");
}

TEST_CASE("another currency is named and written with its own decimals") {
  auto call = call_of(operation::pay);
  call.amount = {1250, currency::jpy};
  CHECK(content_of(call).at("total_amount") == "1250");
  CHECK(content_of(call).at("trans_currency") == "JPY");
}

TEST_CASE("no notification is asked for where no address is configured") {
  const auto sent = std::get<http_request>(our_alipay().assemble(call_of(operation::pay), {}));
  CHECK(sent.body.find("notify_url") == std::string::npos);
}

TEST_CASE("every request is signed with RSA2, over all that it says") {
  const auto ours = std::get<signing::public_key>(signing::public_key_in(our_pair().public_text));
  for (const auto what : {operation::pay, operation::query, operation::revoke, operation::close,
                          operation::refund, operation::refund_query}) {
    const auto fields = fields_of(call_of(what));
    CHECK(fields.at("sign_type") == "RSA2");
    CHECK(fields.count("app_cert_sn") == 0);
    const auto text = signing::sorted_pairs(fields, signing::unsigned_in_alipay_request);
    CHECK(text.find("sign_type=RSA2") != std::string::npos);
    CHECK(signing::is_rsa_signature(fields.at("sign"), ours, signing::rsa_hash::sha256, text));
  }
}

}  // namespace sluice::test::alipay_request_test
