// What lies in an account at WeChat Pay V3: what we ask, and what is believed.

#include "tests/adapters/channels/spoilt_answers.hpp"
#include "tests/adapters/channels/wechat_v3/sides.hpp"

namespace sluice::test::v3::wechat_v3_balance_test {
namespace {

using nlohmann::json;

heard_balance told(const http_result& result, std::string_view which = "BASIC") {
  return speaks().understand_balance(which, result, made_at);
}
heard_balance told(const json& body, int status = 200) {
  return told(vouched(body.dump(), status));
}
std::string why_not(const heard_balance& heard) {
  const auto* no = std::get_if<balance_not_told>(&heard);
  return no == nullptr ? "" : no->why;
}

const json whole{{"available_amount", 872312}, {"pending_amount", 40}};

}  // namespace

TEST_CASE("each of the three accounts is asked about, signed, and no other") {
  for (const auto* which : {"BASIC", "OPERATION", "FEES"}) {
    const auto asked = speaks().assemble_balance(which, {.now = made_at, .chance = 1});
    REQUIRE(asked);
    CHECK(asked->method == "GET");
    CHECK(asked->target == "/v3/merchant/fund/balance/" + std::string(which));
    CHECK(asked->headers.find("Authorization"));
  }
  for (const auto* which : {"", "basic", "account"})
    CHECK_FALSE(speaks().assemble_balance(which, {.now = made_at, .chance = 1}));
}

TEST_CASE("what WeChat Pay vouches for is what lies there, in whole fen") {
  const auto heard = std::get<account_balance>(told(whole));
  CHECK(heard.available == money{872312, currency::cny});
  CHECK(heard.pending == money{40, currency::cny});
  CHECK_FALSE(heard.frozen);
  CHECK_FALSE(heard.total);
  CHECK(adds_up(heard));
  CHECK_FALSE(std::get<account_balance>(told(json{{"available_amount", 0}})).pending);
}

TEST_CASE("an amount that is none is not told") {
  for (const auto& body :
       {json::object(), json{{"pending_amount", 40}}, json{{"available_amount", "872312"}},
        json{{"available_amount", -1}}, json{{"available_amount", 1.5}},
        json{{"available_amount", 1e300}}, json{{"available_amount", 1}, {"pending_amount", "x"}}})
    CHECK(why_not(told(body)) == "amount_unreadable");
}

TEST_CASE("an answer about another account is not believed") {
  for (const auto& [name, value] : {std::pair{"account_type", "FEES"}, std::pair{"mchid", "1"}}) {
    auto body = whole;
    body[name] = value;
    CHECK(why_not(told(body)) == "foreign_account");
  }
  auto ours = whole;
  ours["account_type"] = "BASIC";
  ours["mchid"] = "1230000109";
  CHECK(std::holds_alternative<account_balance>(told(ours)));
}

TEST_CASE("a refusal that WeChat Pay vouches for is one, in its own word") {
  const json no{{"code", "NO_AUTH"}, {"message", "m"}};
  CHECK(std::get<balance_refused>(told(no, 403)).code == "NO_AUTH");
  CHECK(why_not(told(json::object(), 404)) == "http_404");
  // Whoever says both is not believed to have told an amount.
  auto both = whole;
  both["code"] = "SYSTEM_ERROR";
  CHECK(std::holds_alternative<balance_refused>(told(both)));
}

TEST_CASE("what is not vouched for, or is something else, tells nothing of a balance") {
  const auto body = whole.dump();
  CHECK(why_not(told(answered(body))) == "not_proven");
  auto changed = vouched(body);
  changed.response.body = json{{"available_amount", 1}, {"pending_amount", 40}}.dump();
  CHECK_FALSE(why_not(told(changed)).empty());
  auto old = vouched(body);
  old.response.headers = vouching(body, made_at - std::chrono::hours{1});
  CHECK(why_not(told(old)) == "not_fresh");
  for (const auto& [name, result] : spoilt(body)) {
    INFO(name);
    CHECK_FALSE(why_not(told(result)).empty());
  }
  for (const auto* text :
       {"[]", "1", "{", "<html></html>", R"({"available_amount":1,"available_amount":2})"}) {
    INFO(text);
    CHECK_FALSE(why_not(told(vouched(text))).empty());
  }
  CHECK(why_not(told(vouched(body, 502))) == "http_502");
}

}  // namespace sluice::test::v3::wechat_v3_balance_test
