// What lies in the account at Alipay: what we ask, and what is believed.

#include "adapters/channels/form.hpp"
#include "tests/adapters/channels/calls.hpp"
#include "tests/adapters/channels/signed_answers.hpp"
#include "tests/adapters/channels/spoilt_answers.hpp"
#include "tests/catch.hpp"

namespace sluice::test::alipay_balance_test {
namespace {

heard_balance told(const http_result& result) {
  return our_alipay().understand_balance("account", result, instant{});
}
std::string body_of(const std::string& inner) {
  return R"({"alipay_data_bill_balance_query_response":{)" + inner + R"(},"sign":"x"})";
}
heard_balance told(const std::string& inner) { return told(answered(signed_json(body_of(inner)))); }
std::string why_not(const heard_balance& heard) {
  const auto* no = std::get_if<balance_not_told>(&heard);
  return no == nullptr ? "" : no->why;
}

const std::string whole =
    R"("code":"10000","msg":"Success","total_amount":"100.50","available_amount":"100.00",)"
    R"("freeze_amount":"0.50")";

}  // namespace

TEST_CASE("Alipay's only account is asked about, signed") {
  const auto asked = our_alipay().assemble_balance("account", {.now = instant{}, .chance = 1});
  REQUIRE(asked);
  const auto fields = std::get<form_fields>(form_decode(asked->body));
  CHECK(fields.at("method") == "alipay.data.bill.balance.query");
  CHECK(fields.at("biz_content") == "{}");
  CHECK_FALSE(fields.at("sign").empty());
  CHECK_FALSE(our_alipay().assemble_balance("BASIC", {.now = instant{}, .chance = 1}));
}

TEST_CASE("what Alipay has signed is what lies there, to the last fen") {
  const auto heard = std::get<account_balance>(told(whole));
  CHECK(heard.available == money{10'000, currency::cny});
  CHECK(heard.frozen == money{50, currency::cny});
  CHECK(heard.total == money{10'050, currency::cny});
  CHECK(adds_up(heard));
  // 145.05 is 14505.000000000002 fen where it is computed.
  CHECK(
      std::get<account_balance>(told(R"("code":"10000","available_amount":"145.05")")).available ==
      money{14505, currency::cny});
}

TEST_CASE("what is there is what may be spent and what may not") {
  const auto differs = std::get<account_balance>(
      told(R"("code":"10000","total_amount":"100.51","available_amount":"100.00",)"
           R"("freeze_amount":"0.50")"));
  CHECK_FALSE(adds_up(differs));
  CHECK(adds_up({.available = {1, currency::cny}, .total = money{9, currency::cny}}));
}

TEST_CASE("an amount that is none is not told") {
  for (const auto* amount :
       {"", "1e3", "-1.00", "1.005", "1,000.00", " 1.00", "1.00元", "99999999999999999999.00"}) {
    INFO(amount);
    CHECK(why_not(told(R"("code":"10000","available_amount":")" + std::string(amount) + '"')) ==
          "amount_unreadable");
  }
  CHECK(why_not(told(R"("code":"10000","available_amount":100.00)")) == "amount_unreadable");
  CHECK(why_not(told(R"("code":"10000","available_amount":"1.00","freeze_amount":"?")")) ==
        "amount_unreadable");
}

TEST_CASE("a refusal that Alipay has signed is one, in its own word") {
  CHECK(std::get<balance_refused>(told(R"("code":"40004","sub_code":"isv.no-permission")")).code ==
        "isv.no-permission");
  CHECK(why_not(told(whole + R"(,"sub_code":"ACQ.SYSTEM_ERROR")")) == "contradictory");
}

TEST_CASE("what is not signed by Alipay, or is something else, tells nothing of a balance") {
  const auto plain = body_of(whole);
  for (const auto& body :
       {plain, signed_json(plain, strange_pair().signs), signed_json(plain, our_pair().signs),
        signed_json(R"({"alipay_trade_query_response":{)" + whole + R"(},"sign":"x"})")})
    CHECK_FALSE(why_not(told(answered(body))).empty());
  auto changed = signed_json(plain);
  changed.replace(changed.find("100.50"), 6, "900.50");
  CHECK(why_not(told(answered(changed))) == "not_proven");
  for (const auto& [name, result] : spoilt(signed_json(plain))) {
    const bool is_refusal = name.starts_with("status 4");  // signed all the same
    INFO(name);
    if (!is_refusal) CHECK_FALSE(why_not(told(result)).empty());
  }
}

}  // namespace sluice::test::alipay_balance_test
