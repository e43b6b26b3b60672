// Every row of the published code tables, read through the dialects.

#include "tests/adapters/channels/calls.hpp"
#include "tests/adapters/channels/signed_answers.hpp"
#include "tests/adapters/channels/vectors.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

const std::string wechat_envelope =
    "<xml><return_code>SUCCESS</return_code><appid>wx1</appid><mch_id>100</mch_id>";

channel_answer wechat_failure(operation what, const std::string& code) {
  const auto body =
      wechat_envelope + "<result_code>FAIL</result_code><err_code>" + code + "</err_code></xml>";
  return understood(our_wechat(), call_of(what), answered(signed_xml(body)));
}

channel_answer alipay_failure(operation what, const std::string& method, const std::string& code) {
  const nlohmann::json node{{"code", "40004"}, {"sub_code", code}};
  const auto body = nlohmann::json{{method + "_response", node}}.dump();
  return understood(our_alipay(), call_of(what), answered(signed_json(body)));
}

order::finding attempt_expected(const std::string& engine) {
  if (engine == "FAIL") return order::finding::not_paid;
  if (engine == "USERPAYING") return order::finding::payer_paying;
  if (engine == "QUERY_FIRST") return order::finding::not_paid_if_query_agrees;
  if (engine == "CANCEL_THEN_FAIL") return order::finding::not_paid_if_revoked;
  if (engine == "NOT_THERE") return order::finding::not_found;
  REQUIRE((engine == "UNKNOWN" || engine == "RETRY_SAME"));
  return order::finding::unknown;
}

order::revoke_finding revoke_expected(const std::string& engine, const std::string& action = {}) {
  if (engine == "FAIL_USE_REFUND" || action.find("use refund") != std::string::npos)
    return order::revoke_finding::too_late;
  if (engine == "FAIL") return order::revoke_finding::refused;
  if (engine == "RETRY_LATER" || engine == "FAIL_TOP_UP_THEN_RETRY")
    return order::revoke_finding::again;
  REQUIRE((engine == "UNKNOWN" || engine == "RETRY" || engine == "QUERY_FIRST"));
  return order::revoke_finding::unknown;
}

order::refund_finding refund_expected(const std::string& engine) {
  if (engine == "FAIL" || engine == "FAIL_TOP_UP_THEN_SAME_NO")
    return order::refund_finding::failed;
  REQUIRE(
      (engine.rfind("RETRY_SAME_NO", 0) == 0 || engine == "SEE_TEXT" || engine == "QUERY_FIRST"));
  return order::refund_finding::unknown;
}

}  // namespace

TEST_CASE("every micropay code means what the published table says") {
  const auto table = vector_json("tables/wechat_v2_micropay_err_code.json");
  if (!table) return;
  for (const auto& row : table->at("rows")) {
    const auto code = row.at("err_code").get<std::string>();
    INFO(code);
    CHECK(attempt_in(wechat_failure(operation::pay, code)).found ==
          attempt_expected(row.at("engine").get<std::string>()));
  }
}

TEST_CASE("every reverse code means what the published table says") {
  const auto table = vector_json("tables/wechat_v2_reverse_err_code.json");
  if (!table) return;
  for (const auto& row : table->at("rows")) {
    const auto code = row.at("err_code").get<std::string>();
    INFO(code);
    CHECK(revoke_in(wechat_failure(operation::revoke, code)).found ==
          revoke_expected(row.at("engine").get<std::string>(), row.value("action", "")));
  }
}

TEST_CASE("every WeChat refund code means what the published table says") {
  const auto table = vector_json("tables/wechat_v2_refund_err_code.json");
  if (!table) return;
  for (const auto& row : table->at("rows")) {
    const auto code = row.at("err_code").get<std::string>();
    INFO(code);
    CHECK(refund_in(wechat_failure(operation::refund, code)).found ==
          refund_expected(row.at("engine").get<std::string>()));
  }
}

TEST_CASE("every WeChat state is known, and no other") {
  const auto table = vector_json("tables/wechat_v2_states.json");
  if (!table) return;
  const auto ends = table->at("final_for_payment_code").get<std::vector<std::string>>();
  for (const auto& [state, meaning] : table->at("trade_state").items()) {
    INFO(state);
    const auto body =
        wechat_envelope +
        "<result_code>SUCCESS</result_code><out_trade_no>K1</out_trade_no>"
        "<total_fee>1250</total_fee><trade_state>" +
        state + "</trade_state></xml>";
    const auto report =
        attempt_in(understood(our_wechat(), call_of(operation::query), answered(signed_xml(body))));
    CHECK(report.code == state);
    const bool definite =
        report.found == order::finding::paid || report.found == order::finding::not_paid;
    const bool is_end = std::find(ends.begin(), ends.end(), state) != ends.end();
    CHECK(definite == (is_end && state != "REFUND"));
  }
}

TEST_CASE("every Alipay sub_code means what the published table says") {
  const auto table = vector_json("tables/alipay_codes.json");
  if (!table) return;
  const auto each = [&](const char* name, const auto& check) {
    for (const auto& row : table->at(name)) {
      const auto code = row.at("sub_code").template get<std::string>();
      INFO(name << ' ' << code);
      check(code, row.at("engine").template get<std::string>());
    }
  };
  each("trade_pay", [](const std::string& code, const std::string& engine) {
    CHECK(attempt_in(alipay_failure(operation::pay, "alipay_trade_pay", code)).found ==
          attempt_expected(engine));
  });
  each("trade_cancel", [](const std::string& code, const std::string& engine) {
    CHECK(revoke_in(alipay_failure(operation::revoke, "alipay_trade_cancel", code)).found ==
          revoke_expected(engine));
  });
  each("trade_refund", [](const std::string& code, const std::string& engine) {
    CHECK(refund_in(alipay_failure(operation::refund, "alipay_trade_refund", code)).found ==
          refund_expected(engine));
  });
  for (const auto& [code, engine] : table->at("sub_code_gateway").items())
    CHECK(attempt_in(alipay_failure(operation::pay, "alipay_trade_pay", code)).found ==
          attempt_expected(engine.get<std::string>()));
}

TEST_CASE("every published sub_code of a payout and of an agreement means what the table says") {
  const auto table = vector_json("alipay/transfer_agreement_codes.json");
  if (!table) return;
  const auto found = [](const std::string& code, const std::string& method, business_type type) {
    const nlohmann::json node{{"code", "40004"}, {"sub_code", code}};
    const auto body = nlohmann::json{{method + "_response", node}}.dump();
    const auto call = call_of(operation::pay, type);
    return attempt_in(understood(our_alipay(), call, answered(signed_json(body)))).found;
  };
  for (const auto& [code, meaning] : table->at("transfer").items()) {
    if (code.find('*') != std::string::npos) continue;  // of the gateway, and unsigned
    INFO(code);
    const auto text = meaning.get<std::string>();
    const bool surely_not = text.rfind("NOT_PAID", 0) == 0;
    CHECK(found(code, "alipay_fund_trans_uni_transfer", business_type::payout) ==
          (surely_not ? order::finding::not_paid : order::finding::unknown));
  }
  for (const auto& [code, meaning] : table->at("agreement").items())
    CHECK(found(code, "alipay_trade_create", business_type::quick_pay) == order::finding::not_paid);
}
