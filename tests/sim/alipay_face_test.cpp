#include "sim/providers/alipay_face.hpp"

#include "adapters/signing/sorted_pairs.hpp"
#include "sim/providers/wire_text.hpp"
#include "tests/catch.hpp"
#include "tests/sim/alipay_world.hpp"

namespace sluice::sim::alipay_face_test {
namespace {

using nlohmann::json;
using world = test::alipay_world;

}  // namespace

TEST_CASE("Alipay: a paid code is answered with the documented fields") {
  world w;
  const auto a = w.pay("12.50");
  CHECK(a.at("code") == "10000");
  CHECK(a.at("msg") == "Success");
  CHECK(a.at("out_trade_no") == "k");
  CHECK(a.at("trade_no").get<std::string>().size() == 22);
  CHECK(a.at("total_amount") == "12.50");
  CHECK(a.at("receipt_amount") == "12.50");
  CHECK(a.at("gmt_payment") == "2023-11-15 06:13:20");
  CHECK(w.last.body.rfind(R"({"alipay_trade_pay_response":{"code":"10000")", 0) == 0);
}

TEST_CASE("Alipay: a pay that does not succeed has the documented codes") {
  world w;
  const auto [yuan, code, sub_code] = GENERATE(table<std::string, std::string, std::string>(
      {{"1.01", "10003", ""},
       {"1.02", "10003", ""},
       {"1.03", "40004", "ACQ.BUYER_BALANCE_NOT_ENOUGH"},
       {"1.09", "10003", ""},
       {"1.15", "40004", "ACQ.MOON_IS_FULL"},
       {"1.16", "40004", "ACQ.TRADE_BUYER_NOT_MATCH"},
       {"1.17", "40004", "ACQ.BUYER_BALANCE_NOT_ENOUGH"}}));
  const auto a = w.pay(yuan);
  CHECK(a.at("code") == code);
  CHECK(a.value("sub_code", "") == sub_code);
}

TEST_CASE("Alipay: a repeated pay says what became of the first") {
  world w;
  static_cast<void>(w.pay("1.00"));
  CHECK(w.pay("1.00").at("sub_code") == "ACQ.TRADE_HAS_SUCCESS");
  CHECK(w.pay("2.00").at("sub_code") == "ACQ.CONTEXT_INCONSISTENT");
  static_cast<void>(w.about_trade("cancel"));
  CHECK(w.pay("1.00").at("sub_code") == "ACQ.TRADE_HAS_CLOSE");
}

TEST_CASE("Alipay: a broken gateway answers with a page for people") {
  world w;
  static_cast<void>(w.pay("1.14"));
  CHECK(w.last.status == 502);
  CHECK(w.about_trade("query").at("trade_status") == "TRADE_SUCCESS");
}

TEST_CASE("Alipay: a query tells the state") {
  world w;
  CHECK(w.about_trade("query").at("sub_code") == "ACQ.TRADE_NOT_EXIST");
  static_cast<void>(w.pay("1.01"));
  CHECK(w.about_trade("query").at("trade_status") == "WAIT_BUYER_PAY");
  w.now += millis{5000};
  const auto paid = w.about_trade("query");
  CHECK(paid.at("trade_status") == "TRADE_SUCCESS");
  CHECK(paid.at("total_amount") == "1.01");
  static_cast<void>(w.refund("r1", "0.50"));
  CHECK(w.about_trade("query").at("trade_status") == "TRADE_SUCCESS");
  static_cast<void>(w.refund("r2", "0.51"));
  CHECK(w.about_trade("query").at("trade_status") == "TRADE_CLOSED");
}

TEST_CASE("Alipay: a query by the channel's own number finds the same trade") {
  world w;
  const auto number = w.pay("1.00").at("trade_no");
  CHECK(w.ask("alipay.trade.query", {{"trade_no", number}}).at("out_trade_no") == "k");
}

TEST_CASE("Alipay: a cancel says what it did") {
  SECTION("nothing was there") {
    world w;
    const auto a = w.about_trade("cancel");
    CHECK(a.at("code") == "10000");
    CHECK(a.at("retry_flag") == "N");
    CHECK_FALSE(a.contains("action"));
    CHECK_FALSE(a.contains("trade_no"));
  }
  SECTION("closed what was unpaid") {
    world w;
    static_cast<void>(w.pay("1.02"));
    CHECK(w.about_trade("cancel").at("action") == "close");
  }
  SECTION("again, then gave back") {
    world w;
    static_cast<void>(w.pay("1.06"));
    const auto first = w.about_trade("cancel");
    CHECK(first.at("retry_flag") == "Y");
    CHECK_FALSE(first.contains("action"));
    const auto second = w.about_trade("cancel");
    CHECK(second.at("retry_flag") == "N");
    CHECK(second.at("action") == "refund");
  }
  SECTION("failed") {
    world w;
    static_cast<void>(w.pay("1.08"));
    const auto a = w.about_trade("cancel");
    CHECK(a.at("sub_code") == "ACQ.SYSTEM_ERROR");
    CHECK(a.at("retry_flag") == "Y");
  }
}

TEST_CASE("Alipay: a close cancels what is unpaid only") {
  world w;
  CHECK(w.about_trade("close").at("sub_code") == "ACQ.TRADE_NOT_EXIST");
  const auto created = w.create("1.00");
  CHECK(created.at("code") == "10000");
  CHECK_FALSE(created.contains("trade_status"));
  CHECK(w.about_trade("close").at("out_trade_no") == "k");
  CHECK(w.about_trade("query").at("trade_status") == "TRADE_CLOSED");
  world paid;
  static_cast<void>(paid.create("1.00"));
  paid.now += millis{5000};
  CHECK(paid.about_trade("close").at("sub_code") == "ACQ.TRADE_STATUS_ERROR");
  world broken;
  static_cast<void>(broken.create("1.08"));
  CHECK(broken.about_trade("close").at("sub_code") == "ACQ.SYSTEM_ERROR");
}

TEST_CASE("Alipay: fund_change says whether money moved now") {
  world w;
  static_cast<void>(w.pay("3.00"));
  CHECK(w.refund("r1", "1.00").at("fund_change") == "Y");
  const auto again = w.refund("r1", "1.00");
  CHECK(again.at("fund_change") == "N");
  CHECK(again.at("refund_fee") == "1.00");
  CHECK(w.refund("r2", "2.00").at("refund_fee") == "3.00");
}

TEST_CASE("Alipay: a refund query without refund_status means not refunded") {
  world w;
  CHECK(w.refund_query("r1").at("sub_code") == "ACQ.TRADE_NOT_EXIST");
  static_cast<void>(w.pay("3.00"));
  const auto none = w.refund_query("r1");
  CHECK(none.at("code") == "10000");
  CHECK_FALSE(none.contains("refund_status"));
  static_cast<void>(w.refund("r1", "1.00"));
  const auto done = w.refund_query("r1");
  CHECK(done.at("refund_status") == "REFUND_SUCCESS");
  CHECK(done.at("refund_amount") == "1.00");
}

TEST_CASE("Alipay: refunds that cannot be have the documented sub_code") {
  world w;
  CHECK(w.refund("r1", "1.00").at("sub_code") == "ACQ.TRADE_NOT_EXIST");
  static_cast<void>(w.pay("1.02"));
  CHECK(w.refund("r1", "1.00").at("sub_code") == "ACQ.TRADE_STATUS_ERROR");
  world refuses;
  static_cast<void>(refuses.pay("1.13"));
  CHECK(refuses.refund("r1", "1.00").at("sub_code") == "ACQ.TRADE_NOT_ALLOW_REFUND");
  world paid;
  static_cast<void>(paid.pay("3.00"));
  CHECK(paid.refund("r1", "3.01").at("sub_code") == "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL");
  static_cast<void>(paid.refund("r1", "1.00"));
  CHECK(paid.refund("r1", "1.01").at("sub_code") == "ACQ.DISCORDANT_REPEAT_REQUEST");
}

TEST_CASE("Alipay: a payout succeeds, is in work, fails, or is not known") {
  world w;
  CHECK(w.transfer_query().at("sub_code") == "ORDER_NOT_EXIST");
  const auto a = w.transfer("5.00");
  CHECK(a.at("status") == "SUCCESS");
  CHECK(a.at("out_biz_no") == "k");
  CHECK(a.at("order_id") == a.at("pay_fund_order_id"));
  CHECK(w.transfer("5.00").at("status") == "SUCCESS");
  CHECK(w.transfer_query().at("status") == "SUCCESS");
  CHECK(total(w.channel.take_movements()).at("k").paid_minor == 500);
  world fails;
  CHECK(fails.transfer("5.02").at("status") == "DEALING");
  fails.now += millis{5000};
  CHECK(fails.transfer_query().at("status") == "FAIL");
  world declined;
  CHECK(declined.transfer("5.03").at("sub_code") == "PAYER_BALANCE_NOT_ENOUGH");
  world strange;
  CHECK(strange.transfer("5.15").at("sub_code") == "MOON_IS_FULL");
  world repeated;
  CHECK(repeated.transfer("5.16").at("sub_code") == "DUPLICATE_REQUEST_ERROR");
}

TEST_CASE("Alipay: the payer's and the merchant's part are told apart where there is a coupon") {
  world w;
  const auto a = w.pay("7.00");  // 7 yuan: the merchant bears the coupon
  CHECK(a.at("total_amount") == "7.00");
  CHECK(a.at("buyer_pay_amount") == "6.30");
  CHECK(a.at("receipt_amount") == "6.30");
  CHECK(a.at("mdiscount_amount") == "0.70");
  CHECK(a.at("fund_bill_list").size() == 2);
  const auto q = w.about_trade("query");
  CHECK(q.at("send_pay_date") == "2023-11-15 06:13:20");
  CHECK(q.at("receipt_amount") == "6.30");
  CHECK(w.refund("r1", "1.00").at("send_back_fee") == "0.90");
  world of_alipay;
  CHECK(of_alipay.pay("17.00").at("receipt_amount") == "17.00");
}

TEST_CASE("Alipay: missing and senseless parameters are refused, and nothing is booked") {
  world w;
  const auto yuan = GENERATE(as<std::string>{}, "0", "0.00", "-1.00", "1.001", "1e2", "a");
  CHECK(w.pay(yuan).at("sub_code") == "ACQ.INVALID_PARAMETER");
  CHECK(w.ask("alipay.trade.pay", json::object()).at("sub_code") == "ACQ.INVALID_PARAMETER");
  CHECK(w.ask("alipay.trade.cancel", json::object()).at("sub_code") == "ACQ.INVALID_PARAMETER");
  CHECK(w.transfer(yuan).at("sub_code") == "INVALID_PARAMETER");
  CHECK(w.channel.take_movements().empty());
}

TEST_CASE("Alipay: a notification carries what the documents list") {
  world w;
  static_cast<void>(w.create("1.00"));
  w.now += millis{3000};
  const auto notices = w.channel.advance(w.now);
  REQUIRE(notices.size() == 1);
  CHECK(notices[0].about.notify_url == "http://here/notify");
  const auto fields = parse_form(alipay_face::notification(notices[0], w.now));
  CHECK(field(fields, "out_trade_no") == "k");
  CHECK(field(fields, "trade_no") == notices[0].about.reference);
  CHECK(field(fields, "trade_status") == "TRADE_SUCCESS");
  CHECK(field(fields, "total_amount") == "1.00");
  CHECK(field(fields, "notify_type") == "trade_status_sync");
  CHECK(field(fields, "gmt_payment") == "2023-11-15 06:13:22");
  CHECK(field(fields, "receipt_amount") == "1.00");
  CHECK(field(fields, "fund_bill_list") == R"([{"amount":"1.00","fundChannel":"ALIPAYACCOUNT"}])");
  const auto text = signing::sorted_pairs(fields, signing::unsigned_in_alipay_notification);
  CHECK(test::is_of_the_channel(field(fields, "sign"), text));
}

TEST_CASE("Alipay: row 10's notification says closed") {
  world w;
  static_cast<void>(w.pay("1.10"));
  w.now += millis{10'000};
  const auto notices = w.channel.advance(w.now);
  REQUIRE_FALSE(notices.empty());
  const auto fields = parse_form(alipay_face::notification(notices[0], w.now));
  CHECK(field(fields, "trade_status") == "TRADE_CLOSED");
  CHECK(fields.count("gmt_payment") == 0);
}

TEST_CASE("Alipay: only the word success takes a notification") {
  CHECK(alipay_face::is_acknowledgement("success"));
  for (const auto* other : {"", "fail", "Success", "success\n", "<html>success</html>"})
    CHECK_FALSE(alipay_face::is_acknowledgement(other));
}

}  // namespace sluice::sim::alipay_face_test
