#include "tests/adapters/channels/calls.hpp"
#include "tests/adapters/channels/signed_answers.hpp"
#include "tests/catch.hpp"

namespace sluice::test::alipay_answer_test {
namespace {

std::string node(const std::string& method, const std::string& inner) {
  return "{\"" + method + "_response\":{" + inner + "},\"sign\":\"x\"}";
}
std::string refused(const std::string& sub_code) {
  return R"("code":"40004","msg":"Business Failed","sub_code":")" + sub_code + '"';
}

const std::string ours = R"("out_trade_no":"K1","trade_no":"2017")";
const std::string paid = R"("code":"10000","total_amount":"12.50",)" + ours;

order::attempt_report pay(const std::string& inner) {
  return attempt_in(understood(our_alipay(), call_of(operation::pay),
                               answered(signed_json(node("alipay_trade_pay", inner)))));
}
order::attempt_report query(const std::string& inner) {
  return attempt_in(understood(our_alipay(), call_of(operation::query),
                               answered(signed_json(node("alipay_trade_query", inner)))));
}
order::revoke_report cancel(const std::string& inner) {
  return revoke_in(understood(our_alipay(), call_of(operation::revoke),
                              answered(signed_json(node("alipay_trade_cancel", inner)))));
}
order::revoke_report close(const std::string& inner) {
  return revoke_in(understood(our_alipay(), call_of(operation::close),
                              answered(signed_json(node("alipay_trade_close", inner)))));
}
order::refund_report refund(const std::string& inner) {
  return refund_in(understood(our_alipay(), call_of(operation::refund),
                              answered(signed_json(node("alipay_trade_refund", inner)))));
}
order::refund_report refund_query(const std::string& inner) {
  return refund_in(understood(
      our_alipay(), call_of(operation::refund_query),
      answered(signed_json(node("alipay_trade_fastpay_refund_query", inner)))));
}
order::attempt_report quick(operation what, const std::string& method, const std::string& inner) {
  return attempt_in(understood(our_alipay(), call_of(what, business_type::quick_pay),
                               answered(signed_json(node(method, inner)))));
}
order::attempt_report payout(operation what, const std::string& method, const std::string& inner) {
  return attempt_in(understood(our_alipay(), call_of(what, business_type::payout),
                               answered(signed_json(node(method, inner)))));
}

}  // namespace

TEST_CASE("a code that is in no table is told as such, and a listed one is not") {
  const auto with_state = [](const std::string& state) {
    return query(paid + R"(,"trade_status":")" + state + '"');
  };
  CHECK(pay(refused("ACQ.BRAND_NEW")).unlisted);
  CHECK(query(refused("ACQ.BRAND_NEW")).unlisted);
  CHECK(cancel(refused("ACQ.BRAND_NEW")).unlisted);
  CHECK(close(refused("ACQ.BRAND_NEW")).unlisted);
  CHECK(refund(refused("ACQ.BRAND_NEW")).unlisted);
  CHECK(refund_query(refused("ACQ.BRAND_NEW")).unlisted);
  CHECK(pay(R"("code":"40099","msg":"New")").unlisted);
  CHECK(with_state("TRADE_NEW").unlisted);
  for (const auto* code : {"ACQ.SYSTEM_ERROR", "aop.unknow-error", "ACQ.TRADE_NOT_EXIST", ""}) {
    INFO(code);
    CHECK_FALSE(pay(refused(code)).unlisted);
    CHECK_FALSE(query(refused(code)).unlisted);
    CHECK_FALSE(refund(refused(code)).unlisted);
  }
  CHECK_FALSE(pay(R"("code":"10003","msg":"order success pay inprocess",)" + ours).unlisted);
  CHECK_FALSE(pay(R"("code":"40002","sub_code":"isv.invalid-app-id")").unlisted);
  CHECK_FALSE(pay(paid).unlisted);
  CHECK_FALSE(with_state("WAIT_BUYER_PAY").unlisted);
}

TEST_CASE("trade.pay 10000 is paid, with Alipay's number and the amount it states") {
  const auto report = pay(paid);
  CHECK(report.found == order::finding::paid);
  CHECK(report.from == order::source::pay_answer);
  CHECK(report.channel_reference == "2017");
  CHECK(report.amount == money{1250, currency::cny});
}

TEST_CASE("a success without our number or a readable amount proves nothing to Alipay's caller") {
  CHECK(pay(R"("code":"10000","total_amount":"12.50")").found == order::finding::unknown);
  CHECK(pay(R"("code":"10000","total_amount":"12.50","out_trade_no":"K2")").code ==
        "foreign_order");
  CHECK(pay(R"("code":"10000",)" + ours).found == order::finding::unknown);
  CHECK(pay(R"("code":"10000","total_amount":12.50,)" + ours).found == order::finding::unknown);
  CHECK(pay(R"("code":"10000","total_amount":"12.505",)" + ours).found == order::finding::unknown);
  CHECK(pay(R"("code":10000,"total_amount":"12.50",)" + ours).found == order::finding::unknown);
  CHECK(pay(R"("code":"10000","total_amount":"12.50","trans_currency":"ZZZ",)" + ours).found ==
        order::finding::unknown);
}

TEST_CASE("a stated trade_status overrules the bare 10000") {
  CHECK(pay(paid + R"(,"trade_status":"WAIT_BUYER_PAY")").found == order::finding::payer_paying);
  CHECK(pay(paid + R"(,"trade_status":"NEW_STATE")").found == order::finding::unknown);
}

TEST_CASE("gateway codes: 20000 is unknown, refusals before any business are not paid") {
  CHECK(pay(R"("code":"10003")").found == order::finding::payer_paying);
  CHECK(pay(R"("code":"20000","sub_code":"isp.unknow-error")").found == order::finding::unknown);
  CHECK(pay(R"("code":"20000")").found == order::finding::unknown);
  for (const auto* code : {"20001", "40001", "40002", "40006"})
    CHECK(pay("\"code\":\"" + std::string(code) + '"').found == order::finding::not_paid);
  CHECK(pay(R"("code":"40006")").reroutable);
  CHECK(pay(R"("code":"40002","sub_code":"aop.unknow-error")").found == order::finding::unknown);
  CHECK(pay(R"("code":"40005")").found == order::finding::unknown);
  CHECK(pay(R"("msg":"Success")").found == order::finding::unknown);
}

TEST_CASE("sub_codes are believed only when listed") {
  CHECK(pay(refused("ACQ.BUYER_BALANCE_NOT_ENOUGH")).found == order::finding::not_paid);
  CHECK_FALSE(pay(refused("ACQ.BUYER_BALANCE_NOT_ENOUGH")).reroutable);
  CHECK(pay(refused("ACQ.ACCESS_FORBIDDEN")).reroutable);
  CHECK_FALSE(pay(refused("ACQ.PAYMENT_FAIL")).reroutable);
  CHECK(pay(refused("ACQ.BRAND_NEW")).found == order::finding::unknown);
  CHECK(pay(refused("acq.buyer_balance_not_enough")).found == order::finding::unknown);
  CHECK(pay(R"("code":"40004")").found == order::finding::unknown);
}

TEST_CASE("an answer of the wrong shape proves nothing") {
  const auto read = [](const std::string& body) {
    return attempt_in(
               understood(our_alipay(), call_of(operation::pay), answered(signed_json(body))))
        .found;
  };
  CHECK(read(node("alipay_trade_query", paid)) == order::finding::unknown);
  CHECK(read("{\"alipay_trade_pay_response\":\"" + std::string("10000") + "\"}") ==
        order::finding::unknown);
  const auto whole = node("alipay_trade_pay", paid);
  CHECK(read(whole.substr(0, whole.size() - 1)) == order::finding::unknown);
  CHECK(read(whole + whole) == order::finding::unknown);
}

TEST_CASE("error_response may stand for the method's node") {
  const std::string body = R"({"error_response":{"code":"40002","sub_code":"isv.invalid-app-id"}})";
  const auto said =
      attempt_in(understood(our_alipay(), call_of(operation::pay), answered(signed_json(body))));
  CHECK(said.found == order::finding::not_paid);
  CHECK(said.code == "isv.invalid-app-id");
  CHECK(attempt_in(understood(our_alipay(), call_of(operation::query), answered(signed_json(body))))
            .found == order::finding::unknown);
  CHECK(refund_in(understood(our_alipay(), call_of(operation::refund), answered(signed_json(body))))
            .found == order::refund_finding::unknown);
  CHECK(revoke_in(understood(our_alipay(), call_of(operation::revoke), answered(signed_json(body))))
            .found == order::revoke_finding::unknown);
}

TEST_CASE("a query goes by trade_status, and a failed one says nothing") {
  const auto state = [](const std::string& s) {
    return query(paid + ",\"trade_status\":\"" + s + '"');
  };
  CHECK(state("TRADE_SUCCESS").found == order::finding::paid);
  CHECK(state("TRADE_FINISHED").found == order::finding::paid);
  CHECK(state("TRADE_CLOSED").found == order::finding::not_paid);
  CHECK(state("WAIT_BUYER_PAY").found == order::finding::payer_paying);
  CHECK(state("NEW_STATE").found == order::finding::unknown);
  CHECK(query(paid).found == order::finding::unknown);
  CHECK(query(refused("ACQ.TRADE_NOT_EXIST")).found == order::finding::not_found);
  CHECK(query(refused("ACQ.SYSTEM_ERROR")).found == order::finding::unknown);
  CHECK(query(refused("ACQ.ACCESS_FORBIDDEN")).found == order::finding::unknown);
  CHECK(query(R"("code":"40006")").found == order::finding::unknown);
}

TEST_CASE("a cancel is done, wanted again, refused or unknown") {
  const auto done = [](const std::string& more) { return cancel(R"("code":"10000",)" + more); };
  CHECK(done(R"("retry_flag":"N","action":"close")").found == order::revoke_finding::done);
  CHECK(done(R"("retry_flag":"N","action":"close")").money_returned == order::returned::no);
  CHECK(done(R"("retry_flag":"N","action":"refund")").money_returned == order::returned::yes);
  CHECK(done(R"("retry_flag":"N")").found == order::revoke_finding::done);
  CHECK(done(R"("retry_flag":"N")").money_returned == order::returned::not_said);
  CHECK(done(R"("retry_flag":"Y")").found == order::revoke_finding::again);
  CHECK(done(R"("action":"close")").found == order::revoke_finding::unknown);
  CHECK(cancel(refused("ACQ.SYSTEM_ERROR")).found == order::revoke_finding::unknown);
  CHECK(cancel(refused("ACQ.SYSTEM_ERROR") + R"(,"retry_flag":"Y")").found ==
        order::revoke_finding::again);
  CHECK(cancel(refused("ACQ.TRADE_HAS_FINISHED")).found == order::revoke_finding::refused);
  CHECK(cancel(refused("ACQ.BRAND_NEW")).found == order::revoke_finding::unknown);
  CHECK(cancel(R"("code":"20000")").found == order::revoke_finding::unknown);
}

TEST_CASE("a close is done, too late, refused or unknown") {
  CHECK(close(R"("code":"10000",)" + ours).found == order::revoke_finding::done);
  CHECK(close(refused("ACQ.TRADE_STATUS_ERROR")).found == order::revoke_finding::already_paid);
  CHECK(close(refused("ACQ.INVALID_PARAMETER")).found == order::revoke_finding::refused);
  CHECK(close(refused("ACQ.TRADE_NOT_EXIST")).found == order::revoke_finding::unknown);
  CHECK(close(refused("ACQ.SYSTEM_ERROR")).found == order::revoke_finding::unknown);
  CHECK(close(R"("code":"10000","out_trade_no":"K2")").found == order::revoke_finding::unknown);
}

TEST_CASE("a refund is done only when money moved") {
  CHECK(refund(R"("code":"10000","fund_change":"Y",)" + ours).found == order::refund_finding::done);
  CHECK(refund(R"("code":"10000","fund_change":"N",)" + ours).found ==
        order::refund_finding::accepted);
  CHECK(refund(R"("code":"10000",)" + ours).found == order::refund_finding::accepted);
  CHECK(refund(refused("ACQ.TRADE_NOT_ALLOW_REFUND")).found == order::refund_finding::failed);
  CHECK(refund(refused("AQC.SYSTEM_ERROR")).found == order::refund_finding::unknown);
  CHECK(refund(refused("ACQ.DISCORDANT_REPEAT_REQUEST")).found == order::refund_finding::unknown);
  CHECK(refund(R"("code":"40006")").found == order::refund_finding::unknown);
}

TEST_CASE("a refund query goes by refund_status alone") {
  CHECK(refund_query(R"("code":"10000","out_request_no":"RK1","refund_amount":"3.00",)"
                     R"("refund_status":"REFUND_SUCCESS")")
            .found == order::refund_finding::done);
  CHECK(refund_query(R"("code":"10000")").found == order::refund_finding::not_refunded);
  CHECK(refund_query(R"("code":"10000","refund_status":"REFUND_PROCESSING")").found ==
        order::refund_finding::unknown);
  CHECK(refund_query(R"("code":"10000","out_request_no":"RK2","refund_status":"REFUND_SUCCESS")")
            .found == order::refund_finding::unknown);
  const auto other =
      refund_query(R"("code":"10000","refund_amount":"9.00","refund_status":"REFUND_SUCCESS")");
  CHECK(other.found == order::refund_finding::done);
  CHECK(other.amount == money{900, currency::cny});  // the order's rules compare it
  CHECK(refund_query(R"("code":"10000","refund_amount":"x","refund_status":"REFUND_SUCCESS")")
            .found == order::refund_finding::unknown);
  CHECK(refund_query(refused("ACQ.TRADE_NOT_EXIST")).found == order::refund_finding::unknown);
}

TEST_CASE("quick pay's first answer says only that the trade exists") {
  const std::string method = "alipay_trade_create";
  CHECK(quick(operation::pay, method, R"("code":"10000",)" + ours).found ==
        order::finding::payer_paying);
  CHECK(quick(operation::pay, method, paid + R"(,"trade_status":"TRADE_SUCCESS")").found ==
        order::finding::paid);
  CHECK(quick(operation::pay, method, refused("ACQ.PARTNER_ERROR")).found ==
        order::finding::not_paid);
}

TEST_CASE("a payout is settled, under way, failed or unknown") {
  const std::string transfer = "alipay_fund_trans_uni_transfer";
  const auto status = [&](const std::string& s) {
    return payout(operation::pay, transfer,
                  R"("code":"10000","out_biz_no":"K1","order_id":"9","status":")" + s + '"');
  };
  CHECK(status("SUCCESS").found == order::finding::paid);
  CHECK(status("SUCCESS").channel_reference == "9");
  CHECK(status("DEALING").found == order::finding::not_paid_yet);
  CHECK(status("FAIL").found == order::finding::not_paid);
  CHECK(status("REFUND").found == order::finding::unknown);
  CHECK(status("").found == order::finding::unknown);
  CHECK(payout(operation::pay, transfer, refused("SYSTEM_ERROR")).found == order::finding::unknown);
  CHECK(payout(operation::pay, transfer, refused("PAYER_BALANCE_NOT_ENOUGH")).found ==
        order::finding::not_paid);
  CHECK(payout(operation::pay, transfer, R"("code":"10000","out_biz_no":"K2","status":"SUCCESS")")
            .found == order::finding::unknown);
  CHECK(payout(operation::query, "alipay_fund_trans_common_query", refused("ORDER_NOT_EXIST"))
            .found == order::finding::not_found);
  CHECK(payout(operation::query, "alipay_fund_trans_common_query",
               R"("code":"10000","out_biz_no":"K1","status":"SUCCESS","trans_amount":"1.00")")
            .amount == money{100, currency::cny});
}

namespace {

heard_notice told(const named_texts& fields) {
  return heard(our_alipay(), posted("/notify/ali", signed_form(fields)));
}
channel_notification news_in(const heard_notice& said) {
  return std::get<channel_notification>(said);
}
notice_refusal refusal_in(const heard_notice& said) { return std::get<notice_refusal>(said); }

}  // namespace

TEST_CASE("a notification goes by trade_status and carries number and amount") {
  const auto news =
      news_in(told({{"app_id", "2014"},
                    {"out_trade_no", "K1"},
                    {"trade_no", "2017"},
                    {"trade_status", "TRADE_SUCCESS"},
                    {"total_amount", "12.50"}}));
  CHECK(news.verified);
  CHECK(news.key == channel_key("K1"));
  CHECK(news.found == order::finding::paid);
  CHECK(news.code == "TRADE_SUCCESS");
  CHECK(news.channel_reference == "2017");
  CHECK(news.amount == money{1250, currency::cny});
}

TEST_CASE("closed is not paid, unless it was closed by giving everything back") {
  const auto closed =
      news_in(told({{"app_id", "2014"}, {"out_trade_no", "K1"}, {"trade_status", "TRADE_CLOSED"}}));
  CHECK(closed.found == order::finding::not_paid);
  const auto refunded =
      news_in(told({{"app_id", "2014"},
                    {"out_trade_no", "K1"},
                    {"trade_status", "TRADE_CLOSED"},
                    {"refund_fee", "12.50"}}));
  CHECK(refunded.found == order::finding::unknown);
}

TEST_CASE("what is no notification of ours is not read as one") {
  const auto unreadable = notice_refusal::unreadable;
  CHECK(refusal_in(told({{"app_id", "other"},
                         {"out_trade_no", "K1"},
                         {"trade_status", "TRADE_SUCCESS"},
                         {"total_amount", "12.50"}})) == notice_refusal::foreign_account);
  CHECK(refusal_in(told({{"out_trade_no", "K1"}, {"trade_status", "TRADE_CLOSED"}})) ==
        notice_refusal::foreign_account);
  CHECK(refusal_in(told({{"app_id", "2014"}, {"trade_status", "TRADE_CLOSED"}})) == unreadable);
  CHECK(refusal_in(told({{"app_id", "2014"}, {"out_trade_no", "K1"}})) == unreadable);
  CHECK(refusal_in(told({{"app_id", "2014"},
                         {"out_trade_no", "K1"},
                         {"trade_status", "TRADE_SUCCESS"},
                         {"total_amount", "a lot"}})) == unreadable);
  CHECK(refusal_in(heard(our_alipay(), posted("/notify/ali", "%%%"))) == unreadable);
  CHECK(refusal_in(heard(our_alipay(), posted("/notify/ali", ""))) == unreadable);
}

TEST_CASE("a notification's seller is compared where ours is known") {
  auto account = whole_account("alipay");
  account.merchant_id = "2088";
  const auto speaks = dialect_of("alipay", account);
  const auto hears = [&](const std::string& seller) {
    return heard(*speaks, posted("/notify/ali", signed_form({{"app_id", "2014"},
                                                             {"seller_id", seller},
                                                             {"out_trade_no", "K1"},
                                                             {"trade_status", "TRADE_CLOSED"}})));
  };
  CHECK(news_in(hears("2088")).found == order::finding::not_paid);
  CHECK(refusal_in(hears("2089")) == notice_refusal::foreign_account);
  CHECK(refusal_in(hears("")) == notice_refusal::foreign_account);
}

}  // namespace sluice::test::alipay_answer_test
