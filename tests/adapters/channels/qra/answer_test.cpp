#include "tests/adapters/channels/qra/sides.hpp"
#include "tests/adapters/channels/spoilt_answers.hpp"
#include "tests/adapters/channels/vectors.hpp"

namespace sluice::test::qra_answer_test {

using namespace sluice::test::qra_side;
using order::finding;
using order::refund_finding;
using order::revoke_finding;

namespace {

const auto pay = call_of(operation::pay);
const auto query = call_of(operation::query);

order::attempt_report attempt(const channel_call& call, const qra::request_fields& said) {
  return attempt_in(heard(call, vouched(said)));
}

qra::request_fields paid_at_once() {
  return with(with(trade("SUCCESS"), "pay_result", "0"), "trade_state", "");
}

qra::request_fields refund(const std::string& status) {
  return {{"result_code", "0"},       {"out_trade_no", "K1"},         {"refund_count", "2"},
          {"out_refund_no_0", "RK0"}, {"refund_status_0", "SUCCESS"}, {"refund_fee_0", "300"},
          {"out_refund_no_1", "RK1"}, {"refund_status_1", status},    {"refund_fee_1", "300"},
          {"refund_id_1", "9551"}};
}

}  // namespace

TEST_CASE("QRA: a paid trade brings what the books need") {
  for (const auto& report : {attempt(pay, paid_at_once()), attempt(query, trade("SUCCESS"))}) {
    CHECK(report.found == finding::paid);
    CHECK(report.amount == money{1250, currency::cny});
    CHECK(report.channel_reference == "955160001");
    CHECK(report.told == order::receipt{.at = instant{std::chrono::seconds{1528425296}},
                                        .coupons = money{50, currency::cny},
                                        .payer_account = "CMB_CREDIT",
                                        .trace = "4200001"});
  }
}

TEST_CASE("QRA: that the message was handled is not that it was paid") {
  CHECK(attempt(pay, {{"result_code", "0"}, {"out_trade_no", "K1"}}).code == "no_pay_result");
  CHECK(attempt(pay, with(paid_at_once(), "pay_result", "1")).found == finding::unknown);
  CHECK(attempt(pay, with(paid_at_once(), "trade_state", "NOTPAY")).code == "contradictory");
  CHECK(attempt(pay, with(paid_at_once(), "out_trade_no", "")).code == "no_order_number");
  CHECK(attempt(pay, with(paid_at_once(), "out_trade_no", "K2")).code == "foreign_order");
  CHECK(attempt(pay, with(paid_at_once(), "mch_id", "1")).code == "foreign_account");
  CHECK(attempt(pay, with(paid_at_once(), "status", "400")).code == "status_not_0");
  CHECK(attempt(pay, with(paid_at_once(), "total_fee", "12.50")).code == "amount_unreadable");
  CHECK(attempt(pay, with(paid_at_once(), "fee_type", "HKD")).code == "amount_unreadable");
  CHECK(attempt(pay, with(paid_at_once(), "err_code", "NOAUTH")).code == "contradictory");
  CHECK(attempt(pay, with(paid_at_once(), "result_code", "1")).code == "contradictory");
}

TEST_CASE("QRA: a refusal is believed with its code and without need to ask, and not else") {
  const std::pair<const char*, finding> rows[] = {
      {"NOAUTH", finding::not_paid},
      {"AUTHCODEEXPIRE", finding::not_paid},
      {"NOTENOUGH", finding::not_paid},
      {"NOTSUPORTCARD", finding::not_paid},
      {"AUTH_CODE_INVALID", finding::not_paid_if_query_agrees},
      {"AUTH_CODE_ERROR", finding::not_paid_if_query_agrees},
      {"ORDERPAID", finding::not_paid_if_query_agrees},
      {"OUT_TRADE_NO_USED", finding::not_paid_if_query_agrees}};
  for (const auto& [code, found] : rows) {
    INFO(code);
    CHECK(attempt(pay, refusal(code, "N")).found == found);
    CHECK(attempt(pay, refusal(code, "N")).code == code);
    for (const auto* need : {"Y", "", "n", "x"})
      CHECK(attempt(pay, refusal(code, need)).found == finding::unknown);
  }
  for (const auto* code : {"SYSTEMERROR", "BANKERROR", "NEW_CODE", ""})
    CHECK(attempt(pay, refusal(code, "N")).found == finding::unknown);
  CHECK(attempt(pay, refusal("USERPAYING", "Y")).found == finding::payer_paying);
  CHECK(attempt(pay, refusal("NOAUTH", "N")).reroutable);
  CHECK_FALSE(attempt(pay, refusal("NOTENOUGH", "N")).reroutable);
}

TEST_CASE("QRA: each state proves what it says, and an unlisted one nothing") {
  const std::pair<const char*, finding> rows[] = {
      {"NOTPAY", finding::not_paid_yet},
      {"CLOSED", finding::not_paid},
      {"REVOKED", finding::not_paid},
      {"USERPAYING", finding::payer_paying},
      {"PAYERROR", finding::not_paid_if_revoked},
      {"REFUND", finding::unknown},
      {"NEW", finding::unknown},
      {"", finding::unknown}};
  for (const auto& [state, found] : rows) {
    INFO(state);
    CHECK(attempt(query, trade(state)).found == found);
    CHECK(attempt(query, with(trade(state), "out_trade_no", "")).found == finding::unknown);
  }
  CHECK(attempt(query, refusal("ORDERNOTEXIST", "")).found == finding::not_found);
  CHECK(attempt(query, refusal("NOAUTH", "N")).found == finding::unknown);
}

TEST_CASE("QRA: a code that is in no table is told as such, and a listed one is not") {
  CHECK(attempt(call_of(operation::pay), refusal("NEW_CODE", "N")).unlisted);
  CHECK(attempt(query, trade("NEW")).unlisted);
  CHECK(attempt(query, refusal("NEW_CODE", "")).unlisted);
  for (const auto* code : {"SYSTEMERROR", "USERPAYING", "NOAUTH", ""})
    CHECK_FALSE(attempt(call_of(operation::pay), refusal(code, "Y")).unlisted);
  CHECK_FALSE(attempt(query, trade("REFUND")).unlisted);
  CHECK_FALSE(attempt(query, trade("USERPAYING")).unlisted);
}

TEST_CASE("QRA: a code to show leaves the order to its payer") {
  const auto call = call_of(operation::pay, business_type::native_qr);
  const auto shown = [&](const std::string& url) {
    return attempt(call, {{"result_code", "0"}, {"code_url", url}});
  };
  CHECK(shown("https://qr.95516.com/1").found == finding::payer_paying);
  CHECK(shown("https://qr.95516.com/1").action ==
        payer_action{payer_action_kind::show_code, "https://qr.95516.com/1"});
  for (const auto& bad : {std::string(), std::string("javascript:1"), std::string("https://a b"),
                          "https://" + std::string(600, 'x')})
    CHECK(shown(bad).code == "no_payer_action");
  CHECK(attempt(call, refusal("NOAUTH", "N")).found == finding::not_paid);
  CHECK(attempt(call, refusal("NOTENOUGH", "N")).found == finding::unknown);
}

TEST_CASE("QRA: a reverse is done, or wanted again") {
  const auto call = call_of(operation::revoke);
  const auto found = [&](const qra::request_fields& said) {
    return revoke_in(heard(call, vouched(said))).found;
  };
  CHECK(found({{"result_code", "0"}}) == revoke_finding::done);
  CHECK(found({{"result_code", "0"}, {"recall", "Y"}}) == revoke_finding::again);
  CHECK(found(refusal("USERPAYING", "Y")) == revoke_finding::again);
  CHECK(found(refusal("SYSTEMERROR", "N")) == revoke_finding::unknown);
  CHECK(found(refusal("NEW_CODE", "N")) == revoke_finding::unknown);
  CHECK(found({{"result_code", "0"}, {"out_trade_no", "K2"}}) == revoke_finding::unknown);
}

TEST_CASE("QRA: the success of another service takes nothing back") {
  const auto shown =
      qra::request_fields{{"result_code", "0"}, {"code_url", "https://qr.95516.com/00010000/1"}};
  const auto refunded = qra::request_fields{{"result_code", "0"}, {"refund_id", "9551"}};
  for (const auto& call :
       {call_of(operation::revoke), call_of(operation::close, business_type::native_qr)})
    for (const auto& said : {shown, refunded, trade("SUCCESS"), paid_at_once()}) {
      CHECK(revoke_in(heard(call, vouched(said))).found == revoke_finding::unknown);
      CHECK(revoke_in(heard(call, vouched(said))).code == "foreign_service");
    }
}

TEST_CASE("QRA: a close says whether the payer was faster") {
  const auto call = call_of(operation::close, business_type::native_qr);
  const auto said = [&](const qra::request_fields& fields) {
    return revoke_in(heard(call, vouched(fields)));
  };
  CHECK(said({{"result_code", "0"}}).found == revoke_finding::done);
  CHECK(said({{"result_code", "0"}}).money_returned == order::returned::no);
  CHECK(said(refusal("ORDERPAID", "N")).found == revoke_finding::already_paid);
  CHECK(said(refusal("NEW_CODE", "N")).found == revoke_finding::unknown);
}

TEST_CASE("QRA: a refund is taken on by its answer, and done by a query") {
  const auto call = call_of(operation::refund);
  const qra::request_fields taken{
      {"result_code", "0"},
      {"out_trade_no", "K1"},
      {"out_refund_no", "RK1"},
      {"refund_fee", "300"},
      {"refund_id", "9551"}};
  CHECK(refund_in(heard(call, vouched(taken))).found == refund_finding::accepted);
  CHECK(refund_in(heard(call, vouched(taken))).channel_reference == "9551");
  for (const auto& [name, value] :
       {std::pair{"out_refund_no", "RK2"}, std::pair{"refund_fee", "1"}})
    CHECK(code_in(heard(call, vouched(with(taken, name, value)))) == "foreign_refund");
  for (const auto* code : {"NOAUTH", "NOTENOUGH", "NEW_CODE"})
    CHECK(is_unknown(heard(call, vouched(refusal(code, "N")))));
}

TEST_CASE("QRA: a refund query is about our refund among all") {
  const auto call = call_of(operation::refund_query);
  const auto said = [&](const qra::request_fields& fields) {
    return refund_in(heard(call, vouched(fields)));
  };
  CHECK(said(refund("SUCCESS")).found == refund_finding::done);
  CHECK(said(refund("SUCCESS")).amount == money{300, currency::cny});
  CHECK(said(refund("SUCCESS")).channel_reference == "9551");
  CHECK(said(refund("PROCESSING")).found == refund_finding::accepted);
  for (const auto* status : {"FAIL", "NOTSURE", "CHANGE", ""})
    CHECK(said(refund(status)).found == refund_finding::unknown);
  CHECK(said(with(refund("SUCCESS"), "out_refund_no_1", "RK2")).code == "foreign_refund");
  CHECK(said(with(refund("SUCCESS"), "out_refund_no_0", "RK1")).code == "contradictory");
  CHECK(said(with(refund("SUCCESS"), "refund_fee_1", "x")).code == "amount_unreadable");
  CHECK(said(refusal("REFUNDNOTEXIST", "N")).found == refund_finding::not_refunded);
  CHECK(said(refusal("NEW_CODE", "N")).found == refund_finding::unknown);
}

TEST_CASE("QRA: what is spoilt or not signed with our key says nothing") {
  const std::pair<channel_call, qra::request_fields> rows[] = {
      {pay, paid_at_once()},
      {pay, refusal("NOAUTH", "N")},
      {query, trade("CLOSED")},
      {call_of(operation::revoke), {{"result_code", "0"}}},
      {call_of(operation::close, business_type::native_qr), {{"result_code", "0"}}},
      {call_of(operation::refund_query), refund("SUCCESS")}};
  for (const auto& [call, said] : rows) {
    const auto body = vouched(said);
    for (const auto& [name, result] : spoilt(body)) {
      INFO(name_of(call.what) << ' ' << name);
      CHECK(is_unknown(speaks().understand(call, result, instant{})));
    }
    auto lower = body, changed = body, without = body;
    const auto sign = body.find("<sign>") + 6;
    for (auto i = sign; i < sign + 32; ++i)
      lower[i] = static_cast<char>(std::tolower(static_cast<unsigned char>(lower[i])));
    changed.replace(changed.find("n0nce"), 5, "nOnce");
    without.erase(sign - 6, 45);
    for (const auto& text : {lower, changed, without}) {
      CHECK(is_unknown(heard(call, text)));
      CHECK(code_in(heard(call, text)) == "not_proven");
    }
  }
}

TEST_CASE("QRA: the recorded refusal is a definite no of our account's") {
  const auto vector = vector_json("qra/micropay_response_noauth.json");
  if (!vector) return;
  const auto report = attempt_in(heard(pay, vector->at("body").get<std::string>()));
  CHECK(report.found == finding::not_paid);
  CHECK(report.code == "NOAUTH");
  CHECK(report.whose == fault::account);
  auto changed = vector->at("body").get<std::string>();
  changed.replace(changed.find("[N]"), 3, "[Y]");
  CHECK(attempt_in(heard(pay, changed)).code == "not_proven");
}

TEST_CASE("QRA: a notification is evidence where it is signed, ours and says paid") {
  const auto hear = [](const std::string& body) {
    return speaks().hear(posted("/notify/qra", body), instant{});
  };
  const auto heard_news = hear(vouched(paid_at_once()));
  const auto& news = std::get<channel_notification>(heard_news);
  CHECK(news.verified);
  CHECK(news.found == finding::paid);
  CHECK(news.key == channel_key("K1"));
  CHECK(news.amount == money{1250, currency::cny});
  CHECK(news.told.trace == "4200001");
  for (const auto& [name, value] : {std::pair{"pay_result", "1"}, std::pair{"result_code", "1"},
                                    std::pair{"status", "1"}, std::pair{"pay_result", ""}}) {
    const auto unpaid = hear(vouched(with(paid_at_once(), name, value)));
    CHECK(std::get<channel_notification>(unpaid).found == finding::unknown);
  }
  const auto why = [&](const std::string& body) { return std::get<notice_refusal>(hear(body)); };
  CHECK(why("") == notice_refusal::unreadable);
  CHECK(why("<html/>") == notice_refusal::unreadable);
  CHECK(why("<xml><out_trade_no>K1</out_trade_no></xml>") == notice_refusal::not_proven);
  CHECK(why(vouched(with(paid_at_once(), "mch_id", "1"))) == notice_refusal::foreign_account);
  CHECK(why(vouched(with(paid_at_once(), "out_trade_no", ""))) == notice_refusal::unreadable);
  CHECK(speaks().acknowledgement().body == "success");
}

}  // namespace sluice::test::qra_answer_test
