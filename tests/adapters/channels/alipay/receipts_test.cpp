#include "tests/adapters/channels/calls.hpp"
#include "tests/adapters/channels/signed_answers.hpp"
#include "tests/catch.hpp"

namespace sluice::test::alipay_receipts_test {
namespace {

channel_answer says(operation what, const std::string& method, const std::string& inner,
                    business_type type = business_type::payment_code) {
  const auto body = "{\"" + method + "_response\":{\"code\":\"10000\"," + inner + "}}";
  return understood(our_alipay(), call_of(what, type), answered(signed_json(body)));
}

order::receipt paid(const std::string& more) {
  const auto said = attempt_in(says(
      operation::pay, "alipay_trade_pay", R"("out_trade_no":"K1","total_amount":"12.50")" + more));
  CHECK(said.found == order::finding::paid);
  return said.told;
}

constexpr money yuan(std::int64_t fen) { return {fen, currency::cny}; }
/// 2024-05-06 07:08:09 in Beijing.
const instant beijing_morning{
    std::chrono::sys_days{std::chrono::year{2024} / 5 / 5} + std::chrono::hours{23} +
    std::chrono::minutes{8} + std::chrono::seconds{9}};

}  // namespace

TEST_CASE("a payment's receipt: Alipay's time, what is settled, who bore what, by which account") {
  CHECK(paid(R"(,"gmt_payment":"2024-05-06 07:08:09","receipt_amount":"12.00",)"
             R"("discount_amount":"0.30","mdiscount_amount":"0.50","point_amount":"0.01",)"
             R"("fund_bill_list":[{"fund_channel":"COUPON","amount":"0.30"},)"
             R"({"amount":"11.20","fund_channel":"PCREDIT"}])") ==
        order::receipt{.at = beijing_morning,
                       .settled = yuan(1200),
                       .coupons = yuan(81),
                       .payer_account = "COUPON|PCREDIT"});
}

TEST_CASE("a receipt has what can be read, and nothing makes the payment doubtful") {
  CHECK(paid("") == order::receipt{});
  CHECK(paid(R"(,"gmt_payment":"2024-05-06T07:08:09","receipt_amount":"x","point_amount":1,)"
             R"("fund_bill_list":[1,{},{"fund_channel":7}])") ==
        order::receipt{.payer_account = "?"});
  CHECK(paid(R"(,"fund_bill_list":"ALIPAYACCOUNT")") == order::receipt{});
  CHECK(paid(R"(,"point_amount":"0.00")").coupons == yuan(0));
}

TEST_CASE("a query calls the time otherwise") {
  const auto said = attempt_in(says(
      operation::query, "alipay_trade_query",
      R"("out_trade_no":"K1","total_amount":"12.50",)"
      R"("trade_status":"TRADE_SUCCESS",)"
      R"("send_pay_date":"2024-05-06 07:08:09")"));
  CHECK(said.told.at == beijing_morning);
}

TEST_CASE("what is not paid has no receipt") {
  const auto said = attempt_in(says(operation::query, "alipay_trade_query",
                                    R"("out_trade_no":"K1","total_amount":"12.50",)"
                                    R"("trade_status":"WAIT_BUYER_PAY","receipt_amount":"0.00")"));
  CHECK(said.told == order::receipt{});
}

TEST_CASE("a payout's receipt names the bill of the money that left") {
  const auto told = [](const char* time) {
    return attempt_in(says(operation::pay, "alipay_fund_trans_uni_transfer",
                           R"("out_biz_no":"K1","status":"SUCCESS","pay_fund_order_id":"77",")" +
                               std::string(time) + R"(":"2024-05-06 07:08:09")",
                           business_type::payout))
        .told;
  };
  CHECK(told("trans_date") == order::receipt{.at = beijing_morning, .trace = "77"});
  CHECK(told("pay_date") == order::receipt{.at = beijing_morning, .trace = "77"});
}

TEST_CASE("a refund's receipt: when, what we bore, and where it went") {
  const std::string inner =
      R"("gmt_refund_pay":"2024-05-06 07:08:09","send_back_fee":"2.90",)"
      R"("refund_detail_item_list":[{"amount":"2.90","fund_channel":"ALIPAYACCOUNT"}])";
  const order::receipt expected{
      .at = beijing_morning, .settled = yuan(290), .payer_account = "ALIPAYACCOUNT"};
  CHECK(refund_in(says(operation::refund, "alipay_trade_refund", R"("fund_change":"Y",)" + inner))
            .told == expected);
  CHECK(refund_in(says(operation::refund_query, "alipay_trade_fastpay_refund_query",
                       R"("refund_status":"REFUND_SUCCESS",)" + inner))
            .told == expected);
}

TEST_CASE("a notification has a receipt, too, with the accounts in a text") {
  const auto news = std::get<channel_notification>(heard(
      our_alipay(),
      posted("/notify/ali",
             signed_form(
                 {{"app_id", "2014"},
                  {"out_trade_no", "K1"},
                  {"trade_status", "TRADE_SUCCESS"},
                  {"total_amount", "12.50"},
                  {"gmt_payment", "2024-05-06 07:08:09"},
                  {"receipt_amount", "12.50"},
                  {"point_amount", "0.10"},
                  {"fund_bill_list", R"([{"amount":"12.50","fundChannel":"ALIPAYACCOUNT"}])"}}))));
  CHECK(news.told == order::receipt{.at = beijing_morning,
                                    .settled = yuan(1250),
                                    .coupons = yuan(10),
                                    .payer_account = "ALIPAYACCOUNT"});
}

}  // namespace sluice::test::alipay_receipts_test
