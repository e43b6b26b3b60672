// What is not proven, not whole, not listed: unknown, whatever it says.

#include "tests/adapters/channels/spoilt_answers.hpp"
#include "tests/adapters/channels/wechat_v3/sides.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

/// Each operation, with a body that would prove something if it were believed.
std::vector<std::pair<channel_call, std::string>> convincing() {
  const nlohmann::json reversed{{"mchid", "1230000109"}, {"out_trade_no", "K1"}};
  return {{call_of(operation::pay), v3::trade("SUCCESS").dump()},
          {call_of(operation::pay), v3::trade("CLOSED").dump()},
          {call_of(operation::pay, business_type::native_qr), R"({"code_url":"weixin://x"})"},
          {call_of(operation::pay), R"({"code":"PARAM_ERROR","message":"m"})"},
          {call_of(operation::query), v3::trade("SUCCESS").dump()},
          {call_of(operation::revoke), reversed.dump()},
          {call_of(operation::close, business_type::jsapi), R"({"code":"ORDER_CLOSED"})"},
          {call_of(operation::refund), v3::refund("CLOSED").dump()},
          {call_of(operation::refund_query), v3::refund("SUCCESS").dump()}};
}

}  // namespace

TEST_CASE("V3: an answer without a signature says nothing, whatever it says") {
  for (const auto& [call, body] : convincing())
    for (const auto& [name, result] : spoilt(body)) {
      INFO(name_of(call.what) << ' ' << name);
      CHECK(is_unknown(v3::speaks().understand(call, result, made_at)));
    }
  CHECK(code_in(v3::speaks().understand(call_of(operation::pay), answered("{}", 400), made_at)) ==
        "not_proven");
  CHECK(code_in(v3::speaks().understand(call_of(operation::pay), answered("{}", 502), made_at)) ==
        "http_502");
}

TEST_CASE("V3: a spoilt body says nothing even with a signature") {
  for (const auto& [call, body] : convincing())
    for (const auto& text :
         {std::string(), std::string("<html></html>"), body.substr(0, body.size() / 2), body + "x",
          std::string("[]"), std::string("\"SUCCESS\""), "\xD6" + body,
          std::string(1U << 20U, 'x')}) {
      INFO(name_of(call.what) << ' ' << text.substr(0, 20));
      CHECK(is_unknown(v3::heard(call, text)));
    }
}

TEST_CASE("V3: a code that is in no table is told as such, and a listed one is not") {
  const auto pay = call_of(operation::pay);
  const auto is_new = [](const channel_answer& answer) {
    return std::visit([](const auto& report) { return report.unlisted; }, answer);
  };
  for (const auto what : {operation::pay, operation::query, operation::revoke, operation::refund,
                          operation::refund_query})
    CHECK(is_new(v3::refused(call_of(what), 400, "BRAND_NEW")));
  CHECK(is_new(v3::heard(call_of(operation::query), v3::trade("BRAND_NEW").dump())));
  CHECK_FALSE(is_new(v3::refused(pay, 500, "SYSTEM_ERROR")));
  CHECK_FALSE(is_new(v3::refused(pay, 403, "SYSTEM_ERROR")));
  CHECK_FALSE(is_new(v3::refused(pay, 500, "")));
  CHECK_FALSE(is_new(v3::heard(call_of(operation::query), v3::trade("USERPAYING").dump())));
}

TEST_CASE("V3: a signature that does not fit says why it is not believed") {
  const auto call = call_of(operation::query);
  const auto body = v3::trade("SUCCESS").dump();
  const auto code = [&](http_result result, instant now = made_at) {
    const auto answer = v3::speaks().understand(call, result, now);
    CHECK(is_unknown(answer));
    return code_in(answer);
  };
  auto other_body = v3::vouched(body);
  other_body.response.body += ' ';
  CHECK(code(other_body) == "not_proven");
  CHECK(code(v3::vouched(body), made_at + std::chrono::seconds{301}) == "not_fresh");
  CHECK(code(v3::vouched(body), made_at - std::chrono::seconds{301}) == "not_fresh");
  for (const auto& [name, value, why] :
       {std::tuple{"Wechatpay-Serial", "PUB_KEY_ID_2", "unknown_key"},
        std::tuple{"Wechatpay-Nonce", "another", "not_proven"},
        std::tuple{"Wechatpay-Timestamp", "1768435201", "not_proven"},
        std::tuple{"Wechatpay-Timestamp", "-9223372036854775808", "not_fresh"},
        std::tuple{"Wechatpay-Signature", "AAAA", "not_proven"},
        std::tuple{"Wechatpay-Signature", "WECHATPAY/SIGNTEST/AAAA", "false_on_purpose"}}) {
    INFO(name << ' ' << value);
    auto result = v3::vouched(body);
    http_headers changed;
    for (const auto& one : result.response.headers)
      changed.add(one.name, one.name == name ? value : one.value);
    result.response.headers = changed;
    CHECK(code(result) == why);
  }
}

TEST_CASE("V3: a header that is missing or has two values proves nothing") {
  const auto body = v3::trade("SUCCESS").dump();
  for (const auto* name :
       {"Wechatpay-Serial", "Wechatpay-Timestamp", "Wechatpay-Nonce", "Wechatpay-Signature"}) {
    INFO(name);
    auto without = v3::vouched(body), twice = v3::vouched(body);
    http_headers rest;
    for (const auto& one : without.response.headers)
      if (one.name != name) rest.add(one.name, one.value);
    without.response.headers = rest;
    twice.response.headers.add(name, "another");
    for (const auto& result : {without, twice})
      CHECK(code_in(v3::speaks().understand(call_of(operation::query), result, made_at)) ==
            "not_proven");
  }
}

TEST_CASE("V3: a member with two values makes all of it unknown") {
  auto body = v3::trade("CLOSED").dump();
  body.insert(1, R"("trade_state":"SUCCESS",)");
  CHECK(code_in(v3::heard(call_of(operation::query), body)) == "contradictory");
}

TEST_CASE("V3: who was not reached was not asked to pay") {
  const http_result nobody{.kind = http_result::outcome::not_connected};
  CHECK(attempt_in(v3::speaks().understand(call_of(operation::pay), nobody, made_at)).found ==
        order::finding::not_sent);
  CHECK(is_unknown(v3::speaks().understand(call_of(operation::refund), nobody, made_at)));
}

TEST_CASE("V3: a code under another status, or none that is listed, is unknown") {
  const auto pay = call_of(operation::pay);
  for (const auto& [status, code] : {std::pair{500, "PARAM_ERROR"}, std::pair{200, "PARAM_ERROR"},
                                     std::pair{400, "AUTH_CODE_INVALID"}, std::pair{400, "x"},
                                     std::pair{403, "PARAM_ERROR"}, std::pair{302, "NO_AUTH"}}) {
    INFO(status << ' ' << code);
    CHECK(is_unknown(v3::refused(pay, status, code)));
    CHECK(code_in(v3::refused(pay, status, code)) == code);
  }
  CHECK(is_unknown(v3::heard(pay, nlohmann::json::object(), 404)));
}

TEST_CASE("V3: a refund that came too fast stays in doubt") {
  for (const auto* code : {"FREQUENCY_LIMITED", "RATELIMIT_EXCEEDED"})
    CHECK(is_unknown(v3::refused(call_of(operation::refund), 429, code)));
}

TEST_CASE("V3: what is only taken on proves nothing") {
  for (const auto& [call, body] : convincing()) {
    INFO(name_of(call.what) << ' ' << body);
    CHECK(is_unknown(v3::heard(call, body, 202)));
  }
}
