#include "tests/adapters/channels/calls.hpp"
#include "tests/adapters/channels/signed_answers.hpp"
#include "tests/catch.hpp"

namespace sluice::test::wechat_v2_receipts_test {
namespace {

channel_answer says(operation what, const std::string& inner) {
  const auto body =
      "<xml><return_code>SUCCESS</return_code><appid>wx1</appid><mch_id>100</mch_id>"
      "<result_code>SUCCESS</result_code>" +
      inner + "</xml>";
  return understood(our_wechat(), call_of(what), answered(signed_xml(body)));
}

const std::string order_paid = "<out_trade_no>K1</out_trade_no><total_fee>1250</total_fee>";

order::receipt paid(const std::string& more) {
  const auto said = attempt_in(says(operation::pay, order_paid + more));
  CHECK(said.found == order::finding::paid);
  return said.told;
}

order::receipt refunded(const std::string& account) {
  const auto said = refund_in(says(
      operation::refund_query,
      "<out_refund_no_0>RK1</out_refund_no_0><refund_fee_0>300</refund_fee_0>"
      "<refund_status_0>SUCCESS</refund_status_0><settlement_refund_fee_0>280"
      "</settlement_refund_fee_0><coupon_refund_fee_0>20</coupon_refund_fee_0>"
      "<refund_success_time_0>2024-05-06 07:08:09</refund_success_time_0>"
      "<refund_recv_accout_0>" +
          account + "</refund_recv_accout_0>"));
  CHECK(said.found == order::refund_finding::done);
  return said.told;
}

constexpr money yuan(std::int64_t fen) { return {fen, currency::cny}; }
/// 2024-05-06 07:08:09 in Beijing.
const instant beijing_morning{
    std::chrono::sys_days{std::chrono::year{2024} / 5 / 5} + std::chrono::hours{23} +
    std::chrono::minutes{8} + std::chrono::seconds{9}};

}  // namespace

TEST_CASE("a payment's receipt: WeChat's time, what is settled, coupons and bank") {
  const std::string whole =
      "<time_end>20240506070809</time_end><settlement_total_fee>1200</settlement_total_fee>"
      "<coupon_fee>50</coupon_fee><bank_type>CMB_CREDIT</bank_type>";
  const order::receipt expected{
      .at = beijing_morning,
      .settled = yuan(1200),
      .coupons = yuan(50),
      .payer_account = "CMB_CREDIT"};
  CHECK(paid(whole) == expected);
  CHECK(
      attempt_in(says(operation::query, order_paid + "<trade_state>SUCCESS</trade_state>" + whole))
          .told == expected);
}

TEST_CASE("a receipt is in the order's own currency") {
  CHECK(paid("<fee_type>HKD</fee_type><settlement_total_fee>7</settlement_total_fee>").settled ==
        money{7, currency::hkd});
}

TEST_CASE("WeChat's receipt has what can be read, and nothing makes the payment doubtful") {
  CHECK(paid("") == order::receipt{});
  CHECK(paid("<time_end>20240506</time_end><coupon_fee>-1</coupon_fee>"
             "<settlement_total_fee>1.5</settlement_total_fee>") == order::receipt{});
}

TEST_CASE("a refund's receipt: when, what is settled, and where it went, without a bank's name") {
  CHECK(refunded("支付用户零钱") ==
        order::receipt{.at = beijing_morning,
                       .settled = yuan(280),
                       .coupons = yuan(20),
                       .payer_account = "balance"});
  CHECK(refunded("招商银行信用卡0403").payer_account == "card_0403");
  CHECK(refunded("支付用户零钱通").payer_account == "balance_fund");
  CHECK(refunded("商户基本账户").payer_account == "merchant_base");
  CHECK(refunded("somewhere").payer_account.empty());
  CHECK(refunded("12").payer_account.empty());
}

}  // namespace sluice::test::wechat_v2_receipts_test
