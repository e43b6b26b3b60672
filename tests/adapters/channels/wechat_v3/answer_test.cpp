#include "tests/adapters/channels/wechat_v3/sides.hpp"
#include "tests/catch.hpp"

namespace sluice::test::wechat_v3_answer_test {

using order::finding;
using order::refund_finding;
using order::revoke_finding;

namespace {

const auto query = call_of(operation::query);

order::attempt_report attempt(const channel_call& call, const nlohmann::json& body) {
  return attempt_in(v3::heard(call, body));
}

}  // namespace

TEST_CASE("V3: a paid trade brings what the books need") {
  for (const auto what : {operation::pay, operation::query}) {
    const auto report = attempt(call_of(what), v3::trade("SUCCESS"));
    CHECK(report.found == finding::paid);
    CHECK(report.amount == money{1250, currency::cny});
    CHECK(report.channel_reference == "4200001");
    CHECK(report.told.at == instant{std::chrono::seconds{1528425296}});
    CHECK(report.told.payer_account == "CMB_CREDIT");
    CHECK(report.told.coupons == money{50, currency::cny});
    CHECK_FALSE(report.told.settled);
  }
}

TEST_CASE("V3: coupons are summed where they are listed, and settled is what is said") {
  auto trade = v3::trade("SUCCESS");
  trade["promotion_detail"] = {{{"amount", 20}}, {{"amount", 7}, {"currency", "CNY"}}};
  trade["amount"]["settlement_total"] = 1240;
  auto report = attempt(query, trade);
  CHECK(report.told.coupons == money{27, currency::cny});
  CHECK(report.told.settled == money{1240, currency::cny});
  trade["promotion_detail"][1]["amount"] = "7";
  report = attempt(query, trade);
  CHECK(report.found == finding::paid);
  CHECK_FALSE(report.told.coupons);
}

TEST_CASE("V3: each state proves what it says, and an unlisted one nothing") {
  const std::pair<const char*, finding> rows[] = {
      {"NOTPAY", finding::not_paid_yet},
      {"CLOSED", finding::not_paid},
      {"REVOKED", finding::not_paid},
      {"USERPAYING", finding::payer_paying},
      {"ACCEPT", finding::payer_paying},
      {"PAYERROR", finding::not_paid_if_revoked},
      {"REFUND", finding::unknown},
      {"success", finding::unknown},
      {"", finding::unknown}};
  for (const auto& [state, found] : rows) {
    INFO(state);
    const auto report = attempt(query, v3::trade(state));
    CHECK(report.found == found);
    CHECK(report.code == state);
    CHECK_FALSE(report.amount);
  }
}

TEST_CASE("V3: a trade of another account, order, type or amount is not this one") {
  struct row {
    const char* member;
    nlohmann::json value;
    const char* code;
  };
  for (const auto& [member, value, code] :
       {row{"mchid", "1", "foreign_account"}, row{"mchid", nullptr, "foreign_account"},
        row{"appid", "wx1", "foreign_account"}, row{"out_trade_no", "K2", "foreign_order"},
        row{"out_trade_no", nullptr, "foreign_order"}, row{"trade_type", "NATIVE", "another_type"},
        row{"amount", nullptr, "amount_unreadable"}})
    for (const auto* state : {"SUCCESS", "CLOSED"}) {
      INFO(member << ' ' << state);
      if (std::string_view(member) == "amount" && std::string_view(state) == "CLOSED") continue;
      auto trade = v3::trade(state);
      trade[member] = value;
      const auto report = attempt(query, trade);
      CHECK(report.found == finding::unknown);
      CHECK(report.code == code);
    }
}

TEST_CASE("V3: an amount is whole fen in a currency that we know") {
  for (const auto& total : {nlohmann::json(12.5), nlohmann::json("1250"), nlohmann::json(-1),
                            nlohmann::json(max_amount_minor + 1)}) {
    auto trade = v3::trade("SUCCESS");
    trade["amount"]["total"] = total;
    CHECK(attempt(query, trade).code == "amount_unreadable");
  }
  auto trade = v3::trade("SUCCESS");
  trade["amount"]["currency"] = "XAU";
  CHECK(attempt(query, trade).code == "amount_unreadable");
  trade["amount"]["currency"] = "HKD";
  CHECK(attempt(query, trade).amount == money{1250, currency::hkd});
}

TEST_CASE("V3: a face stands for a payment code, and each type for itself") {
  const std::pair<business_type, const char*> rows[] = {
      {business_type::payment_code, "MICROPAY"},
      {business_type::payment_code, "FACEPAY"},
      {business_type::native_qr, "NATIVE"},
      {business_type::jsapi, "JSAPI"},
      {business_type::app, "APP"},
      {business_type::h5, "MWEB"}};
  for (const auto& [type, name] : rows) {
    INFO(name);
    const auto call = call_of(operation::query, type);
    CHECK(attempt(call, v3::trade("SUCCESS", name)).found == finding::paid);
    CHECK(attempt(call, v3::trade("SUCCESS", "OTHER")).found == finding::unknown);
  }
}

TEST_CASE("V3: a reverse is done, or wanted again") {
  const auto call = call_of(operation::revoke);
  nlohmann::json body{{"mchid", "1230000109"}, {"out_trade_no", "K1"}};
  CHECK(revoke_in(v3::heard(call, body)).found == revoke_finding::done);
  CHECK(revoke_in(v3::heard(call, body)).money_returned == order::returned::not_said);
  body["recall"] = "N";
  CHECK(revoke_in(v3::heard(call, body)).found == revoke_finding::done);
  body["recall"] = "Y";
  CHECK(revoke_in(v3::heard(call, body)).found == revoke_finding::again);
  body["recall"] = "?";
  CHECK(revoke_in(v3::heard(call, body)).found == revoke_finding::unknown);
  body.erase("recall");
  body["out_trade_no"] = "K2";
  CHECK(code_in(v3::heard(call, body)) == "foreign_order");
}

TEST_CASE("V3: closed is what 204 says, with nothing behind it") {
  const auto call = call_of(operation::close, business_type::native_qr);
  const auto closed = revoke_in(v3::heard(call, std::string(), 204));
  CHECK(closed.found == revoke_finding::done);
  CHECK(closed.money_returned == order::returned::no);
  CHECK(code_in(v3::heard(call, std::string("{}"), 204)) == "http_204");
  CHECK(code_in(v3::heard(call, nlohmann::json::object(), 200)) == "http_200");
  CHECK(code_in(v3::heard(call_of(operation::query), std::string(), 204)) == "http_204");
}

TEST_CASE("V3: a refund is taken on by its answer, and done by a query") {
  const std::pair<const char*, refund_finding> rows[] = {
      {"SUCCESS", refund_finding::done},
      {"PROCESSING", refund_finding::accepted},
      {"CLOSED", refund_finding::failed},
      {"ABNORMAL", refund_finding::stuck},
      {"", refund_finding::unknown}};
  for (const auto& [status, found] : rows) {
    INFO(status);
    const auto asked = refund_in(v3::heard(call_of(operation::refund_query), v3::refund(status)));
    CHECK(asked.found == found);
    const auto sent = refund_in(v3::heard(call_of(operation::refund), v3::refund(status)));
    CHECK(sent.found == (found == refund_finding::done ? refund_finding::accepted : found));
  }
}

TEST_CASE("V3: a refund that is done brings what the books need") {
  const auto report = refund_in(v3::heard(call_of(operation::refund_query), v3::refund("SUCCESS")));
  CHECK(report.amount == money{300, currency::cny});
  CHECK(report.channel_reference == "5030001");
  CHECK(report.told == order::receipt{.at = instant{std::chrono::seconds{1528425296}},
                                      .settled = money{290, currency::cny},
                                      .coupons = money{10, currency::cny},
                                      .payer_account = "ORIGINAL"});
}

TEST_CASE("V3: a refund of another number, order or amount is not this one") {
  struct row {
    const char* member;
    nlohmann::json value;
    const char* code;
  };
  for (const auto what : {operation::refund, operation::refund_query})
    for (const auto& [member, value, code] :
         {row{"out_refund_no", "RK2", "foreign_refund"},
          row{"out_trade_no", "K2", "foreign_refund"},
          row{"amount", {{"refund", 301}}, "another_amount"},
          row{"amount", {{"refund", 300}, {"currency", "HKD"}}, "another_amount"},
          row{"amount", {{"refund", 3.5}}, "amount_unreadable"}}) {
      INFO(member);
      auto refund = v3::refund("SUCCESS");
      refund[member] = value;
      CHECK(code_in(v3::heard(call_of(what), refund)) == code);
      CHECK(refund_in(v3::heard(call_of(what), refund)).found == refund_finding::unknown);
    }
}

}  // namespace sluice::test::wechat_v3_answer_test
