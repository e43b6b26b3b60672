#include "tests/adapters/channels/calls.hpp"
#include "tests/adapters/channels/signed_answers.hpp"
#include "tests/catch.hpp"

namespace sluice::test::wechat_v2_answer_test {
namespace {

/// A reply whose envelope is fine; `inner` is the rest.
std::string reply(const std::string& inner) {
  return "<xml><return_code>SUCCESS</return_code><appid>wx1</appid><mch_id>100</mch_id>" + inner +
         "</xml>";
}
std::string success(const std::string& inner) {
  return reply("<result_code>SUCCESS</result_code>" + inner);
}
std::string failure(const std::string& code, const std::string& inner = "") {
  return reply("<result_code>FAIL</result_code><err_code>" + code + "</err_code>" + inner);
}

const std::string paid_order =
    "<out_trade_no>K1</out_trade_no><total_fee>1250</total_fee><transaction_id>42</transaction_id>";

order::attempt_report pay(const std::string& body) {
  return attempt_in(understood(our_wechat(), call_of(operation::pay), answered(signed_xml(body))));
}
order::attempt_report query(const std::string& body) {
  return attempt_in(
      understood(our_wechat(), call_of(operation::query), answered(signed_xml(body))));
}
order::revoke_report reverse(const std::string& body) {
  return revoke_in(
      understood(our_wechat(), call_of(operation::revoke), answered(signed_xml(body))));
}
order::refund_report refund(const std::string& body) {
  return refund_in(
      understood(our_wechat(), call_of(operation::refund), answered(signed_xml(body))));
}
order::refund_report refund_query(const std::string& body) {
  return refund_in(
      understood(our_wechat(), call_of(operation::refund_query), answered(signed_xml(body))));
}

}  // namespace

TEST_CASE("micropay SUCCESS is paid, with WeChat's number and the amount it states") {
  const auto report = pay(success(paid_order));
  CHECK(report.found == order::finding::paid);
  CHECK(report.from == order::source::pay_answer);
  CHECK(report.channel_reference == "42");
  CHECK(report.amount == money{1250, currency::cny});
}

TEST_CASE("a stated amount is passed on as stated, also when it is not ours") {
  const auto report = pay(
      success("<out_trade_no>K1</out_trade_no><total_fee>1</total_fee><fee_type>HKD</fee_type>"));
  CHECK(report.found == order::finding::paid);
  CHECK(report.amount == money{1, currency::hkd});
}

TEST_CASE("a success without a readable amount or number proves nothing") {
  const std::string number = "<out_trade_no>K1</out_trade_no>";
  CHECK(pay(success(number)).found == order::finding::unknown);
  CHECK(pay(success(number + "<total_fee>12.50</total_fee>")).found == order::finding::unknown);
  CHECK(pay(success(number + "<total_fee>-1250</total_fee>")).found == order::finding::unknown);
  CHECK(pay(success(number + "<total_fee>1250</total_fee><fee_type>ZZZ</fee_type>")).found ==
        order::finding::unknown);
  CHECK(pay(success("<total_fee>1250</total_fee>")).found == order::finding::unknown);
}

TEST_CASE("an answer for another order or account proves nothing") {
  const auto other = pay(success("<out_trade_no>K2</out_trade_no><total_fee>1250</total_fee>"));
  CHECK(other.found == order::finding::unknown);
  CHECK(other.code == "foreign_order");
  CHECK(pay(failure("NOTENOUGH", "<out_trade_no>K2</out_trade_no>")).found ==
        order::finding::unknown);
  const std::string refused = "<result_code>FAIL</result_code><err_code>NOTENOUGH</err_code></xml>";
  for (const auto* account :
       {"<appid>wx2</appid><mch_id>100</mch_id>", "<appid>wx1</appid><mch_id>200</mch_id>",
        "<appid>wx1</appid>", "<mch_id>100</mch_id>", ""})
    CHECK(pay("<xml><return_code>SUCCESS</return_code>" + std::string(account) + refused).code ==
          "foreign_account");
}

TEST_CASE("only the account's own faults are worth another channel") {
  CHECK(pay(failure("NOAUTH")).reroutable);
  CHECK(pay(failure("MCHID_NOT_EXIST")).reroutable);
  CHECK_FALSE(pay(failure("NOTENOUGH")).reroutable);
  CHECK_FALSE(pay(failure("LACK_PARAMS")).reroutable);
  CHECK_FALSE(pay(failure("AUTH_CODE_INVALID")).reroutable);
}

TEST_CASE("an unlisted, empty or half result is unknown") {
  CHECK(pay(failure("BRAND_NEW_CODE")).found == order::finding::unknown);
  CHECK(pay(failure("BRAND_NEW_CODE")).code == "BRAND_NEW_CODE");
  CHECK(pay(failure("notenough")).found == order::finding::unknown);
  CHECK(pay(failure("")).found == order::finding::unknown);
  CHECK(pay(reply(paid_order)).found == order::finding::unknown);
  CHECK(pay(reply("<result_code>MAYBE</result_code>" + paid_order)).found ==
        order::finding::unknown);
  CHECK(pay("<xml><return_code>FAIL</return_code><return_msg>签名失败</return_msg></xml>").found ==
        order::finding::unknown);
}

TEST_CASE("a code that is in no table is told apart from one that says that nobody knows yet") {
  CHECK(pay(failure("BRAND_NEW_CODE")).unlisted);
  CHECK(query(failure("BRAND_NEW_CODE")).unlisted);
  CHECK(query(success("<trade_state>BRAND_NEW</trade_state>" + paid_order)).unlisted);
  for (const auto* code : {"USERPAYING", "SYSTEMERROR", "NOTENOUGH", ""}) {
    INFO(code);
    CHECK_FALSE(pay(failure(code)).unlisted);
  }
  // Known, though not where a query says it.
  CHECK_FALSE(query(failure("BANKERROR")).unlisted);
  CHECK_FALSE(pay("<html></html>").unlisted);
}

TEST_CASE("malformed or hostile XML proves nothing") {
  const auto good = success(paid_order);
  CHECK(pay(good.substr(0, good.size() - 1)).found == order::finding::unknown);
  CHECK(pay(good + good).found == order::finding::unknown);
  CHECK(pay("<root>" + good + "</root>").found == order::finding::unknown);
  CHECK(pay("<!DOCTYPE xml [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" + good).found ==
        order::finding::unknown);
  CHECK(pay(success(paid_order + "<result_code>FAIL</result_code>")).found ==
        order::finding::unknown);
  CHECK(pay(success(paid_order + "<total_fee>1</total_fee>")).found == order::finding::unknown);
}

TEST_CASE("an XML declaration and blanks around the answer are fine") {
  CHECK(pay("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + success(paid_order) + "\n").found ==
        order::finding::paid);
}

TEST_CASE("a query goes by the state of the trade") {
  const auto state = [](const std::string& s) {
    return query(success("<trade_state>" + s + "</trade_state>" + paid_order));
  };
  CHECK(state("SUCCESS").found == order::finding::paid);
  CHECK(state("SUCCESS").from == order::source::query_answer);
  CHECK(state("NOTPAY").found == order::finding::not_paid_yet);
  CHECK(state("CLOSED").found == order::finding::not_paid);
  CHECK(state("REVOKED").found == order::finding::not_paid);
  CHECK(state("USERPAYING").found == order::finding::payer_paying);
  CHECK(state("ACCEPT").found == order::finding::payer_paying);
  CHECK(state("PAYERROR").found == order::finding::not_paid_if_revoked);
  CHECK(state("REFUND").found == order::finding::unknown);
  CHECK(state("NEW_STATE").found == order::finding::unknown);
  CHECK(query(success(paid_order)).found == order::finding::unknown);
}

TEST_CASE("a query that fails says nothing about the order") {
  CHECK(query(failure("ORDERNOTEXIST")).found == order::finding::not_found);
  CHECK(query(failure("SYSTEMERROR")).found == order::finding::unknown);
  CHECK(query(failure("NOAUTH")).found == order::finding::unknown);
  CHECK(query(failure("ORDERCLOSED")).found == order::finding::unknown);
}

TEST_CASE("a reverse is done, wanted again, refused or unknown") {
  CHECK(reverse(success("<recall>N</recall>")).found == order::revoke_finding::done);
  CHECK(reverse(success("<recall>N</recall>")).money_returned == order::returned::not_said);
  CHECK(reverse(success("<recall>Y</recall>")).found == order::revoke_finding::again);
  CHECK(reverse(success("")).found == order::revoke_finding::unknown);
  CHECK(reverse(failure("USERPAYING", "<recall>Y</recall>")).found == order::revoke_finding::again);
  CHECK(reverse(failure("SYSTEMERROR", "<recall>Y</recall>")).found ==
        order::revoke_finding::again);
  CHECK(reverse(failure("SYSTEMERROR")).found == order::revoke_finding::unknown);
  CHECK(reverse(failure("REVERSE_EXPIRE", "<recall>N</recall>")).found ==
        order::revoke_finding::too_late);
  CHECK(reverse(failure("PARAM_ERROR", "<recall>N</recall>")).found ==
        order::revoke_finding::refused);
  CHECK(reverse(failure("BRAND_NEW_CODE")).found == order::revoke_finding::unknown);
}

TEST_CASE("a refund's SUCCESS means accepted, for this refund and this amount") {
  const std::string ours =
      "<out_refund_no>RK1</out_refund_no><refund_fee>300</refund_fee><refund_id>77</refund_id>";
  CHECK(refund(success(ours)).found == order::refund_finding::accepted);
  CHECK(refund(success(ours)).channel_reference == "77");
  CHECK(refund(success("<out_refund_no>RK2</out_refund_no><refund_fee>300</refund_fee>")).found ==
        order::refund_finding::unknown);
  CHECK(refund(success("<out_refund_no>RK1</out_refund_no><refund_fee>3</refund_fee>")).found ==
        order::refund_finding::unknown);
  CHECK(refund(failure("TRADE_OVERDUE")).found == order::refund_finding::failed);
  CHECK(refund(failure("BIZERR_NEED_RETRY")).found == order::refund_finding::unknown);
  CHECK(refund(failure("BRAND_NEW_CODE")).found == order::refund_finding::unknown);
}

TEST_CASE("a refund query finds our refund among others") {
  const auto states = [](const std::string& s) {
    return refund_query(success(
        "<out_trade_no>K1</out_trade_no><refund_count>2</refund_count>"
        "<out_refund_no_0>RK0</out_refund_no_0><refund_status_0>SUCCESS</refund_status_0>"
        "<refund_fee_0>300</refund_fee_0><out_refund_no_1>RK1</out_refund_no_1>"
        "<refund_fee_1>300</refund_fee_1><refund_status_1>" +
        s + "</refund_status_1>"));
  };
  CHECK(states("SUCCESS").found == order::refund_finding::done);
  CHECK(states("PROCESSING").found == order::refund_finding::accepted);
  CHECK(states("REFUNDCLOSE").found == order::refund_finding::failed);
  CHECK(states("CHANGE").found == order::refund_finding::stuck);
  CHECK(states("NEW_STATE").found == order::refund_finding::unknown);
  CHECK(refund_query(success("<out_refund_no_0>RK0</out_refund_no_0>")).found ==
        order::refund_finding::unknown);
  const auto of_fee = [](const std::string& fee) {
    return refund_query(success("<out_refund_no_0>RK1</out_refund_no_0><refund_fee_0>" + fee +
                                "</refund_fee_0><refund_status_0>SUCCESS</refund_status_0>"));
  };
  CHECK(of_fee("1").found == order::refund_finding::done);
  CHECK(of_fee("1").amount == money{1, currency::cny});  // the order's rules compare it
  CHECK(of_fee("x").found == order::refund_finding::unknown);
  CHECK(refund_query(failure("REFUNDNOTEXIST")).found == order::refund_finding::not_refunded);
  CHECK(refund_query(failure("ORDERNOTEXIST")).found == order::refund_finding::unknown);
}

}  // namespace sluice::test::wechat_v2_answer_test
