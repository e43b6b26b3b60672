#include "adapters/channels/alipay/proof.hpp"

#include "adapters/signing/alipay_sn.hpp"
#include "tests/adapters/channels/calls.hpp"
#include "tests/adapters/channels/signed_answers.hpp"
#include "tests/catch.hpp"

namespace sluice::test::alipay_proof_test {

using alipay::raw_member;

namespace {

channel_answer says(const std::string& body, operation what = operation::pay) {
  return understood(our_alipay(), call_of(what), answered(body));
}

const std::string paid = R"({"code":"10000","out_trade_no":"K1","total_amount":"12.50"})";

}  // namespace

TEST_CASE("a member's bytes are as they were received") {
  CHECK(raw_member(R"({"a":{"x":"\/"},"b":1})", "a") == R"({"x":"\/"})");
  CHECK(raw_member(" { \"a\" : { \"x\" : 1 } , \"b\" : 1 } ", "a") == "{ \"x\" : 1 }");
  CHECK(raw_member(R"({"b":1,"a":{}})", "b") == "1");
  CHECK(raw_member(R"({"b":[1,{"a":2}],"a":{}})", "a") == "{}");
  CHECK(raw_member(R"({"b":"}\"a\":{\\","a":{"s":"{\"}]"}})", "a") == R"({"s":"{\"}]"})");
  CHECK(raw_member(R"({"b":true ,"c":null,"a":-1.5e3})", "a") == "-1.5e3");
  CHECK(raw_member(R"({"a":{"n":1},"a":{"n":2}})", "a") == R"({"n":1})");
}

TEST_CASE("only members of the outermost object are found, by the very bytes of their name") {
  CHECK(raw_member(R"({"b":{"a":1}})", "a").empty());
  CHECK(raw_member(R"({"b":"a"})", "a").empty());
  CHECK(raw_member(R"({"\u0061":1})", "a").empty());
  CHECK(raw_member("{}", "a").empty());
  CHECK(raw_member("[\"a\",1]", "a").empty());
  CHECK(raw_member("", "a").empty());
}

TEST_CASE("a text that ends too early is walked to its end, and no further") {
  const std::string whole = R"({"b":"}\"","c":[1,{"d":2}],"a":{"x":"\/"}})";
  for (std::size_t size = 0; size < whole.size(); ++size)
    (void)raw_member(std::string(whole, 0, size), "a");
  SUCCEED();
}

TEST_CASE("slashes, blanks and unknown fields are signed as they were sent") {
  const auto body = [](const std::string& result) {
    return signed_json("{ \"alipay_trade_pay_response\":" + result + " , \"sign\":\"x\" }");
  };
  for (const auto* more : {R"(, "store_name" : "a\/b" )", R"(,"store_name":"咖啡")", ""}) {
    auto result = paid;
    result.insert(result.size() - 1, more);
    CHECK(attempt_in(says(body(result))).found == order::finding::paid);
  }
}

TEST_CASE("the gateway's refusals carry no signature: doubt, and a word for people") {
  struct row {
    const char *code, *sub_code, *says;
    fault whose;
  };
  for (const auto& [code, sub_code, word, whose] :
       {row{"40001", "isv.missing-method", "isv.missing-method", fault::account},
        row{"40002", "isv.invalid-signature", "isv.invalid-signature", fault::account},
        row{"40006", "isv.insufficient-isv-permissions", "isv.insufficient-isv-permissions",
            fault::account},
        row{"20001", "", "20001", fault::account},
        row{"20000", "isp.unknow-error", "isp.unknow-error", fault::channel},
        row{"40002", "aop.unknow-error", "aop.unknow-error", fault::channel},
        row{"40005", "", "40005", fault::too_fast}})
    for (const auto* node : {"error_response", "alipay_trade_pay_response"})
      for (const auto* sign : {"", R"(,"sign":"")", R"(,"sign":null)"}) {
        const auto body = "{\"" + std::string(node) + R"(":{"code":")" + code +
                          R"(","sub_code":")" + sub_code + "\"}" + sign + '}';
        INFO(body);
        const auto report = attempt_in(says(body));
        CHECK(report.found == order::finding::unknown);
        CHECK(report.code == word);
        CHECK(report.whose == whose);
        CHECK_FALSE(report.reroutable);
      }
}

TEST_CASE("no other refusal, and no success, needs no signature") {
  for (const auto* inner :
       {R"("code":"40004","sub_code":"ACQ.BUYER_BALANCE_NOT_ENOUGH")", R"("code":"10003")",
        R"("code":"10000","out_trade_no":"K1","total_amount":"12.50")", R"("msg":"x")"}) {
    const auto report = attempt_in(
        says("{\"alipay_trade_pay_response\":{" + std::string(inner) + "},\"sign\":\"\"}"));
    CHECK(report.found == order::finding::unknown);
    CHECK(report.code == "not_proven");
    CHECK(report.whose == fault::none);
  }
}

TEST_CASE("an unsigned refusal settles no revoke, close or refund") {
  const std::string body = R"({"error_response":{"code":"40002","sub_code":"isv.invalid-app-id"}})";
  for (const auto what : {operation::query, operation::revoke, operation::close, operation::refund,
                          operation::refund_query}) {
    CHECK(is_unknown(says(body, what)));
    CHECK(code_in(says(body, what)) == "isv.invalid-app-id");
  }
}

namespace {

/// Blanks, a plus and signs that a form escapes: what is signed is what they stand for.
const named_texts told{
    {"app_id", "2014"},
    {"out_trade_no", "K1"},
    {"trade_status", "TRADE_SUCCESS"},
    {"total_amount", "12.50"},
    {"subject", "a+b & c=d 咖啡 100%"},
    {"body", ""}};

heard_notice hears(const named_texts& fields) {
  return heard(our_alipay(), posted("/notify/ali", form_encode(fields)));
}
bool is_heard(const named_texts& fields) {
  return std::holds_alternative<channel_notification>(hears(fields));
}
bool is_not_proven(const named_texts& fields) {
  const auto said = hears(fields);
  const auto* no = std::get_if<notice_refusal>(&said);
  return no != nullptr && *no == notice_refusal::not_proven;
}

}  // namespace

TEST_CASE("a notification is proven over its values, decoded once, whatever their order") {
  const auto fields = signed_fields(told);
  CHECK(is_heard(fields));
  CHECK(is_heard({fields.rbegin(), fields.rend()}));
  CHECK(std::get<channel_notification>(hears(fields)).verified);
}

TEST_CASE("a notification without Alipay's own signature is nobody's") {
  const auto fields = signed_fields(told);
  CHECK(is_not_proven(told));
  CHECK(is_not_proven(signed_fields(told, strange_pair().signs)));
  CHECK(is_not_proven(signed_fields(told, our_pair().signs)));
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].first == "trade_status") continue;  // without it: no notification at all
    auto changed = fields;
    changed[i].second += '1';
    CHECK(is_not_proven(changed));
    auto fewer = fields;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    if (!fields[i].second.empty()) CHECK(is_not_proven(fewer));
  }
  auto state = fields;
  state[2].second = "TRADE_FINISHED";
  CHECK(is_not_proven(state));
  auto more = fields;
  more.emplace_back("passback_params", "x");
  CHECK(is_not_proven(more));
}

TEST_CASE("a notification is believed with RSA2 only") {
  for (const auto* type : {"RSA", "", "MD5", "rsa2"}) {
    auto fields = signed_fields(told);
    for (auto& [name, value] : fields)
      if (name == "sign_type") value = type;
    CHECK(is_not_proven(fields));
  }
}

}  // namespace sluice::test::alipay_proof_test
