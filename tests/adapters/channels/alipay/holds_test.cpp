// Money that Alipay only holds: what we ask, what an answer proves, and what proves nothing.

#include <nlohmann/json.hpp>

#include "adapters/channels/alipay/hold_codes.hpp"
#include "adapters/channels/form.hpp"
#include "tests/adapters/channels/calls.hpp"
#include "tests/adapters/channels/signed_answers.hpp"
#include "tests/adapters/channels/spoilt_answers.hpp"
#include "tests/catch.hpp"

namespace sluice::test::alipay_holds_test {
namespace {

using nlohmann::json;
using order::finding;
using order::refund_finding;
using order::revoke_finding;
using std::chrono::minutes;

/// 2024-03-01 00:00:00 in Beijing.
const instant began =
    std::chrono::sys_days{std::chrono::year{2024} / 2 / 29} + std::chrono::hours{16};
constexpr auto held_first = business_type::preauthorization;

channel_call hold_call(operation what) {
  auto call = call_of(what, held_first);
  call.begun = began;
  if (what != operation::pay) call.channel_reference = "2014A";
  return call;
}
/// Of 8 yuan, of the 12.50 that are held.
channel_call capture_call(operation what) {
  auto call = call_of(what, held_first);
  call.key = channel_key("K2");
  call.amount.minor_units = 800;
  call.begun = began;
  call.taken_from = std::make_shared<const authorization>(
      authorization{channel_key("K1"), "2014A", {1250, currency::cny}, began});
  if (what != operation::pay) call.channel_reference = "2017";
  return call;
}

assembled sent_for(const channel_call& call, instant now = began) {
  static const auto speaks = [] {
    auto account = whole_account("alipay");
    account.notify_url = "http://us/notify/ali";
    return dialect_of("alipay", account);
  }();
  return speaks->assemble(call, {.now = now, .chance = 1});
}
form_fields fields_sent(const channel_call& call, instant now = began) {
  return std::get<form_fields>(form_decode(std::get<http_request>(sent_for(call, now)).body));
}
json content_sent(const channel_call& call, instant now = began) {
  return json::parse(fields_sent(call, now).at("biz_content"));
}
bool is_not_served(const channel_call& call) {
  return std::holds_alternative<no_such_operation>(sent_for(call));
}

std::string node_for(const channel_call& call) {
  auto name = fields_sent(call).at("method");
  std::replace(name.begin(), name.end(), '.', '_');
  return name + "_response";
}
std::string body_for(const channel_call& call, const json& said) {
  return "{\"" + node_for(call) + "\":" + said.dump() + ",\"sign\":\"x\"}";
}
channel_answer weighed(const channel_call& call, const json& said, instant now = began) {
  return our_alipay().understand(call, answered(signed_json(body_for(call, said))), now);
}
order::attempt_report asked(const json& said) {
  return attempt_in(weighed(hold_call(operation::query), said));
}
order::revoke_report closed(const json& said, instant now = began) {
  return revoke_in(weighed(hold_call(operation::close), said, now));
}

json with(json said, const char* name, const json& value) {
  said[name] = value;
  return said;
}
json without(json said, const char* name) {
  said.erase(name);
  return said;
}
json refused(const std::string& sub_code) {
  return {{"code", "40004"}, {"msg", "Business Failed"}, {"sub_code", sub_code}};
}

const json frozen{
    {"code", "10000"},
    {"msg", "Success"},
    {"auth_no", "2014A"},
    {"out_order_no", "K1"},
    {"out_request_no", "K1"},
    {"operation_id", "20140216"},
    {"operation_type", "FREEZE"},
    {"status", "SUCCESS"},
    {"amount", "12.50"},
    {"total_freeze_amount", "12.50"},
    {"rest_amount", "12.50"},
    {"total_pay_amount", "0.00"},
    {"gmt_trans", "2024-03-01 00:01:00"}};
const json unfrozen{
    {"code", "10000"},         {"auth_no", "2014A"},         {"out_order_no", "K1"},
    {"out_request_no", "RK1"}, {"operation_id", "20140217"}, {"operation_type", "UNFREEZE"},
    {"status", "SUCCESS"},     {"amount", "3.00"},           {"gmt_trans", "2024-03-01 00:02:00"}};
const json captured{
    {"code", "10000"}, {"out_trade_no", "K2"}, {"trade_no", "2017"}, {"total_amount", "8.00"}};

/// Each operation with what would be the best news about it.
struct good_news {
  channel_call call;
  json said;
};
std::vector<good_news> all_good() {
  const json code{{"code", "10000"}, {"out_order_no", "K1"}, {"code_value", "https://qr/1"}};
  const json cancelled{{"code", "10000"}, {"out_order_no", "K1"}, {"action", "close"}};
  const auto traded = with(captured, "trade_status", "TRADE_SUCCESS");
  return {{hold_call(operation::pay), code},
          {hold_call(operation::query), frozen},
          {hold_call(operation::close), cancelled},
          {hold_call(operation::refund), without(unfrozen, "operation_type")},
          {hold_call(operation::refund_query), unfrozen},
          {capture_call(operation::pay), captured},
          {capture_call(operation::query), traded}};
}

}  // namespace

TEST_CASE("Alipay is asked for a code by which the payer lets money be held") {
  auto call = hold_call(operation::pay);
  const auto fields = fields_sent(call);
  CHECK(fields.at("method") == "alipay.fund.auth.order.voucher.create");
  CHECK(fields.at("notify_url") == "http://us/notify/ali");
  CHECK(content_sent(call) ==
        json{{"out_order_no", "K1"},
             {"out_request_no", "K1"},
             {"order_title", "coffee"},
             {"amount", "12.50"},
             {"product_code", "PRE_AUTH"},
             {"pay_timeout", "15m"}});
  CHECK(content_sent(call, began + minutes{2} + millis{1}).at("pay_timeout") == "12m");
  call.not_after = began + minutes{3};
  CHECK(content_sent(call).at("pay_timeout") == "3m");
  CHECK(content_sent(call, began + minutes{4}).at("pay_timeout") == "1m");
}

TEST_CASE("what is held at Alipay is asked about, closed and let go by its own numbers") {
  CHECK(fields_sent(hold_call(operation::query)).at("method") ==
        "alipay.fund.auth.operation.detail.query");
  CHECK(content_sent(hold_call(operation::query)) ==
        json{{"out_order_no", "K1"}, {"out_request_no", "K1"}, {"operation_type", "FREEZE"}});
  CHECK(fields_sent(hold_call(operation::close)).at("method") ==
        "alipay.fund.auth.operation.cancel");
  CHECK(content_sent(hold_call(operation::close)) ==
        json{{"out_order_no", "K1"}, {"out_request_no", "K1"}, {"remark", "closed"}});
  CHECK(fields_sent(hold_call(operation::refund)).at("method") ==
        "alipay.fund.auth.order.unfreeze");
  CHECK(content_sent(hold_call(operation::refund)) ==
        json{{"auth_no", "2014A"},
             {"out_request_no", "RK1"},
             {"amount", "3.00"},
             {"remark", "released"}});
  CHECK(fields_sent(hold_call(operation::refund_query)).at("method") ==
        "alipay.fund.auth.operation.detail.query");
  CHECK(content_sent(hold_call(operation::refund_query)) ==
        json{{"out_order_no", "K1"}, {"out_request_no", "RK1"}, {"operation_type", "UNFREEZE"}});
  CHECK(is_not_served(hold_call(operation::revoke)));
  auto call = hold_call(operation::refund);
  call.channel_reference.clear();
  CHECK(is_not_served(call));
}

TEST_CASE("a capture at Alipay is a trade of its own, which names what is held") {
  const auto pay = capture_call(operation::pay);
  CHECK(fields_sent(pay).at("method") == "alipay.trade.pay");
  CHECK(content_sent(pay) ==
        json{{"out_trade_no", "K2"},
             {"total_amount", "8.00"},
             {"subject", "coffee"},
             {"product_code", "PREAUTH_PAY"},
             {"auth_no", "2014A"},
             {"auth_confirm_mode", "COMPLETE"}});
  CHECK(fields_sent(capture_call(operation::query)).at("method") == "alipay.trade.query");
  CHECK(content_sent(capture_call(operation::query)) == json{{"out_trade_no", "K2"}});
  CHECK(fields_sent(capture_call(operation::refund)).at("method") == "alipay.trade.refund");
  CHECK(fields_sent(capture_call(operation::refund_query)).at("method") ==
        "alipay.trade.fastpay.refund.query");
  CHECK(is_not_served(capture_call(operation::revoke)));
  CHECK(is_not_served(capture_call(operation::close)));
  auto lost = pay;
  lost.taken_from = std::make_shared<const authorization>();
  CHECK(is_not_served(lost));
}

TEST_CASE("Alipay gives a code to show, and nothing is held by that") {
  const json code{{"code", "10000"}, {"out_order_no", "K1"}, {"code_value", "https://qr/fax1"}};
  const auto given = [](const json& said) {
    return attempt_in(weighed(hold_call(operation::pay), said));
  };
  const auto report = given(code);
  CHECK(report.found == finding::payer_paying);
  REQUIRE(report.action);
  CHECK(report.action->kind == payer_action_kind::show_code);
  CHECK(report.action->content.shown() == "https://qr/fax1");
  CHECK(given(without(code, "code_value")).found == finding::unknown);
  CHECK(given(with(code, "code_value", "a b")).found == finding::unknown);
  CHECK(given(with(code, "out_order_no", "K9")).found == finding::unknown);
}

TEST_CASE("held is what a freeze that succeeded has left") {
  const auto report = asked(frozen);
  CHECK(report.found == finding::paid);
  CHECK(report.from == order::source::query_answer);
  CHECK(report.amount == money{1250, currency::cny});
  CHECK(report.channel_reference == "2014A");
  CHECK(report.told.at == began + minutes{1});
  CHECK(report.told.trace == "20140216");
  CHECK_FALSE(report.reroutable);
  // So much is not what was asked for: the order weighs it.
  CHECK(asked(with(frozen, "rest_amount", "2.00")).amount == money{200, currency::cny});
}

TEST_CASE("a freeze that was wholly let go says that it succeeded, and holds nothing") {
  const auto released = with(frozen, "rest_amount", "0.00");
  CHECK(asked(released).found == finding::not_paid);
  CHECK(asked(released).code == "released");
  CHECK_FALSE(asked(released).amount);
  // What a trade took, the trade tells: nobody may think that it was let go, or that it is held.
  for (const auto* left : {"0.00", "4.50"}) {
    const auto taken = with(with(frozen, "rest_amount", left), "total_pay_amount", "8.00");
    CHECK(is_unknown(weighed(hold_call(operation::query), taken)));
    CHECK(asked(taken).code == "taken");
  }
}

TEST_CASE("a freeze is not held before it succeeds, nor when it is closed") {
  CHECK(asked(with(frozen, "status", "INIT")).found == finding::payer_paying);
  CHECK(asked(with(frozen, "status", "CLOSED")).found == finding::not_paid);
  for (const auto* status : {"", "success", "SUCCESSFUL", "AUTHORIZED", "PROCESSING"}) {
    INFO(status);
    CHECK(is_unknown(weighed(hold_call(operation::query), with(frozen, "status", status))));
  }
  for (const auto* none : {"AUTH_ORDER_NOT_EXIST", "AUTH_OPERATION_NOT_EXIST"})
    CHECK(asked(refused(none)).found == finding::not_paid_yet);
  for (const auto* other : {"SYSTEM_ERROR", "ILLEGAL_ARGUMENT", "HAS_NO_PRIVILEGE", "ACQ.MOON"})
    CHECK(is_unknown(weighed(hold_call(operation::query), refused(other))));
}

TEST_CASE("a freeze is not believed without its amounts and Alipay's number") {
  const auto call = hold_call(operation::query);
  for (const auto* name : {"rest_amount", "total_pay_amount", "auth_no", "out_order_no",
                           "out_request_no", "operation_type", "status"}) {
    INFO(name);
    CHECK(is_unknown(weighed(call, without(frozen, name))));
    CHECK(is_unknown(weighed(call, with(frozen, name, "?"))));
    CHECK(is_unknown(weighed(call, with(frozen, name, 12.5))));
  }
  CHECK(is_unknown(weighed(call, with(frozen, "rest_amount", "-12.50"))));
  CHECK(is_unknown(weighed(call, with(frozen, "trans_currency", "ZZZ"))));
  CHECK(asked(with(frozen, "trans_currency", "USD")).amount == money{1250, currency::usd});
}

TEST_CASE("an answer about another operation of the order says nothing of the freeze") {
  const auto call = hold_call(operation::query);
  auto other = unfrozen;
  other.update({{"rest_amount", "12.50"}, {"total_pay_amount", "0.00"}});
  CHECK(is_unknown(weighed(call, other)));
  CHECK(is_unknown(weighed(call, with(other, "out_request_no", "K1"))));
  CHECK(is_unknown(weighed(call, with(other, "operation_type", "FREEZE"))));
  CHECK(is_unknown(weighed(hold_call(operation::refund_query), frozen)));
  CHECK(is_unknown(
      weighed(hold_call(operation::refund_query), with(frozen, "out_request_no", "RK1"))));
}

TEST_CASE("a freeze that nobody made is closed once its code is dead, and others at once") {
  const auto dead = began + minutes{20};
  const json nothing{{"code", "10000"}, {"out_order_no", "K1"}};
  for (const auto& none :
       {refused("AUTH_ORDER_NOT_EXIST"), refused("AUTH_OPERATION_NOT_EXIST"), nothing}) {
    CHECK(closed(none, dead).found == revoke_finding::again);
    CHECK(closed(none, dead + millis{1}).found == revoke_finding::done);
    CHECK(closed(none, dead + millis{1}).money_returned == order::returned::no);
  }
  CHECK(closed(with(nothing, "action", "close")).found == revoke_finding::done);
  CHECK(closed(with(nothing, "action", "close")).money_returned == order::returned::no);
  // It was faster than the cancel, which let it go.
  CHECK(closed(with(nothing, "action", "unfreeze")).found == revoke_finding::done);
  CHECK(closed(with(nothing, "action", "unfreeze")).money_returned == order::returned::yes);
  CHECK(closed(with(nothing, "action", "freeze")).found == revoke_finding::unknown);
  CHECK(closed(with(refused("SYSTEM_ERROR"), "action", "close")).found == revoke_finding::unknown);
}

TEST_CASE("a release is done when its operation has succeeded, by answer or by query") {
  for (const auto what : {operation::refund, operation::refund_query}) {
    const auto says = [&](const json& said) { return refund_in(weighed(hold_call(what), said)); };
    const auto report = says(unfrozen);
    CHECK(report.found == refund_finding::done);
    CHECK(report.amount == money{300, currency::cny});
    CHECK(report.channel_reference == "20140217");
    CHECK(report.told.at == began + minutes{2});
    CHECK(says(with(unfrozen, "status", "INIT")).found == refund_finding::accepted);
    for (const auto* status : {"", "CLOSED", "FAIL"})
      CHECK(says(with(unfrozen, "status", status)).found == refund_finding::unknown);
    CHECK(says(without(unfrozen, "amount")).found == refund_finding::unknown);
    CHECK(says(with(unfrozen, "out_request_no", "RK2")).found == refund_finding::unknown);
    CHECK(says(without(unfrozen, "out_request_no")).found == refund_finding::unknown);
    CHECK(says(with(unfrozen, "out_order_no", "K9")).found == refund_finding::unknown);
  }
  const auto query = [](const std::string& sub_code) {
    return refund_in(weighed(hold_call(operation::refund_query), refused(sub_code))).found;
  };
  CHECK(query("AUTH_OPERATION_NOT_EXIST") == refund_finding::not_refunded);
  for (const auto* other : {"AUTH_ORDER_NOT_EXIST", "SYSTEM_ERROR", "ORDER_ALREADY_CLOSED"})
    CHECK(query(other) == refund_finding::unknown);
}

TEST_CASE("each listed code about holds proves what its row says, and no other code anything") {
  for (const auto& row : alipay::hold_codes) {
    INFO(row.code);
    const auto report =
        attempt_in(weighed(hold_call(operation::pay), refused(std::string(row.code))));
    CHECK(report.found == row.found);
    CHECK(report.whose == row.whose);
  }
  for (const auto& row : alipay::hold_cancel_codes)
    CHECK(closed(refused(std::string(row.code))).found == row.found);
  for (const auto& row : alipay::unfreeze_codes)
    CHECK(refund_in(weighed(hold_call(operation::refund), refused(std::string(row.code)))).found ==
          row.found);
  for (const auto& one : all_good())
    for (const auto* code : {"ACQ.MOON_IS_FULL", "MOON_IS_FULL", "SUCCESS", "system_error"})
      CHECK(is_unknown(weighed(one.call, refused(code))));
}

TEST_CASE("a capture is paid when its own trade is, whatever the freeze says") {
  const auto pay = attempt_in(weighed(capture_call(operation::pay), captured));
  CHECK(pay.found == finding::paid);
  CHECK(pay.amount == money{800, currency::cny});
  CHECK(pay.channel_reference == "2017");
  const auto query = capture_call(operation::query);
  const auto says = [&](const json& said) { return attempt_in(weighed(query, said)); };
  CHECK(says(with(captured, "trade_status", "TRADE_SUCCESS")).found == finding::paid);
  CHECK(says(with(captured, "trade_status", "TRADE_CLOSED")).found == finding::not_paid);
  CHECK(says(refused("ACQ.TRADE_NOT_EXIST")).found == finding::not_found);
  CHECK(is_unknown(weighed(query, frozen)));
  const auto freeze = body_for(hold_call(operation::query), frozen);
  CHECK(is_unknown(our_alipay().understand(query, answered(signed_json(freeze)), began)));
}

TEST_CASE("a capture is refused by listed codes only, and never tried elsewhere") {
  const auto says = [](const std::string& sub_code) {
    return attempt_in(weighed(capture_call(operation::pay), refused(sub_code)));
  };
  for (const auto* code : {"ACQ.BUYER_BALANCE_NOT_ENOUGH", "ACQ.ACCESS_FORBIDDEN",
                           "ACQ.SELLER_BEEN_BLOCKED", "ACQ.INVALID_PARAMETER"}) {
    INFO(code);
    CHECK(says(code).found == finding::not_paid);
    CHECK_FALSE(says(code).reroutable);
  }
  // Nobody can take back what it may have left open.
  CHECK(says("ACQ.PAYMENT_FAIL").found == finding::not_paid_if_query_agrees);
  for (const auto* code : {"ACQ.SYSTEM_ERROR", "ACQ.AUTH_ORDER_FINISHED", "ORDER_ALREADY_FINISH"})
    CHECK(says(code).found == finding::unknown);
  const auto gateway =
      attempt_in(weighed(capture_call(operation::pay), {{"code", "20001"}, {"sub_code", "aop.x"}}));
  CHECK(gateway.found == finding::not_paid);
  CHECK_FALSE(gateway.reroutable);
}

TEST_CASE("nothing but Alipay's whole and signed word says anything of what is held") {
  for (const auto& one : all_good()) {
    const auto body = body_for(one.call, one.said);
    REQUIRE_FALSE(
        is_unknown(our_alipay().understand(one.call, answered(signed_json(body)), began)));
    for (const auto& bad : spoilt(signed_json(body))) {
      INFO(name_of(one.call.what) << ' ' << bad.name);
      CHECK(is_unknown(our_alipay().understand(one.call, bad.result, began)));
    }
    CHECK(is_unknown(our_alipay().understand(one.call, answered(body), began)));
    CHECK(is_unknown(our_alipay().understand(
        one.call, answered(signed_json(body, strange_pair().signs)), began)));
    CHECK(is_unknown(weighed(one.call, with(one.said, "sub_code", "ACQ.SYSTEM_ERROR"))));
    CHECK(is_unknown(weighed(
        one.call, with(one.said, one.call.taken_from ? "out_trade_no" : "out_order_no", "K9"))));
    if (one.call.what == operation::pay || one.call.taken_from) continue;
    CHECK(is_unknown(
        weighed(one.call, with(refused("AUTH_OPERATION_NOT_EXIST"), "status", "SUCCESS"))));
  }
}

}  // namespace sluice::test::alipay_holds_test
