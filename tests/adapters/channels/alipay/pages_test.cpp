#include <nlohmann/json.hpp>

#include "adapters/channels/form.hpp"
#include "adapters/signing/key_text.hpp"
#include "adapters/signing/rsa_signature.hpp"
#include "adapters/signing/sorted_pairs.hpp"
#include "tests/adapters/channels/calls.hpp"
#include "tests/adapters/channels/signed_answers.hpp"
#include "tests/catch.hpp"

namespace sluice::test::alipay_pages_test {
namespace {

using nlohmann::json;
using order::finding;
using order::revoke_finding;
using std::chrono::minutes;

const business_type payers_types[] = {business_type::native_qr, business_type::ebank,
                                      business_type::h5, business_type::app, business_type::top_up};
const business_type sent_by_payer[] = {
    business_type::ebank, business_type::h5, business_type::app, business_type::top_up};

/// 2024-03-01 00:00:00 in Beijing.
const instant began =
    std::chrono::sys_days{std::chrono::year{2024} / 2 / 29} + std::chrono::hours{16};

channel_call payers_call(operation what, business_type type) {
  auto call = call_of(what, type);
  call.begun = began;
  auto payer = std::make_shared<payer_details>();
  payer->return_url = "https://shop.example/back?a=1&b=2";
  call.payer = std::move(payer);
  return call;
}

assembled made(const channel_call& call) {
  static const auto speaks = [] {
    auto account = whole_account("alipay");
    account.notify_url = "http://us/notify/ali";
    return dialect_of("alipay", account);
  }();
  return speaks->assemble(call, {.now = began + std::chrono::seconds{1}, .chance = 1});
}

/// What the payer sends, or we do for him.
form_fields fields_of(const channel_call& call) {
  auto sent = made(call);
  std::string form;
  if (const auto* action = std::get_if<payer_action>(&sent)) {
    form = action->content.shown();
    form.erase(0, form.find('?') + 1);  // an app is given the fields alone
  } else {
    form = std::get<http_request>(sent).body;
  }
  return std::get<form_fields>(form_decode(form));
}
json content_of(const channel_call& call) { return json::parse(fields_of(call).at("biz_content")); }

channel_answer said(const channel_call& call, const std::string& method, const std::string& inner,
                    instant now = began) {
  return our_alipay().understand(
      call, answered(signed_json("{\"" + method + "_response\":{" + inner + "},\"sign\":\"x\"}")),
      now);
}

const std::string no_trade =
    R"("code":"40004","msg":"Business Failed","sub_code":"ACQ.TRADE_NOT_EXIST")";

order::revoke_report closed(business_type type, const std::string& inner, instant now) {
  return revoke_in(said(payers_call(operation::close, type), "alipay_trade_close", inner, now));
}

}  // namespace

TEST_CASE("what a payer does at Alipay has its method, its product and an end") {
  struct row {
    business_type type;
    std::string method, product;
  };
  const row rows[] = {
      {business_type::native_qr, "alipay.trade.precreate", ""},
      {business_type::ebank, "alipay.trade.page.pay", "FAST_INSTANT_TRADE_PAY"},
      {business_type::top_up, "alipay.trade.page.pay", "FAST_INSTANT_TRADE_PAY"},
      {business_type::h5, "alipay.trade.wap.pay", "QUICK_WAP_WAY"},
      {business_type::app, "alipay.trade.app.pay", "QUICK_MSECURITY_PAY"},
  };
  for (const auto& row : rows) {
    INFO(row.method);
    const auto call = payers_call(operation::pay, row.type);
    const auto fields = fields_of(call);
    CHECK(fields.at("method") == row.method);
    CHECK(fields.at("notify_url") == "http://us/notify/ali");
    const auto content = content_of(call);
    CHECK(content.at("out_trade_no") == "K1");
    CHECK(content.at("total_amount") == "12.50");
    CHECK(content.at("subject") == "coffee");
    CHECK(content.value("product_code", "") == row.product);
    CHECK(content.at("time_expire") == "2024-03-01 00:15:00");
    CHECK_FALSE(content.contains("auth_code"));
  }
}

TEST_CASE("a page at Alipay ends no later than its order, and soon enough to be taken back") {
  for (const auto type : payers_types) {
    auto call = payers_call(operation::pay, type);
    call.not_after = began + minutes{3};
    CHECK(content_of(call).at("time_expire") == "2024-03-01 00:03:00");
    call.not_after = began + std::chrono::hours{48};
    CHECK(content_of(call).at("time_expire") == "2024-03-01 00:15:00");
  }
}

TEST_CASE("a browser is sent to Alipay's gateway, and an app is handed the request") {
  const auto action = [](business_type type) {
    return std::get<payer_action>(made(payers_call(operation::pay, type)));
  };
  const std::string gateway = "https://openapi.alipay.com/gateway.do?app_id=2014&";
  for (const auto type : {business_type::ebank, business_type::h5}) {
    CHECK(action(type).kind == payer_action_kind::open_page);
    CHECK(action(type).content.shown().starts_with(gateway));
    CHECK(fields_of(payers_call(operation::pay, type)).at("return_url") ==
          "https://shop.example/back?a=1&b=2");
  }
  CHECK(action(business_type::app).kind == payer_action_kind::call_app);
  CHECK(action(business_type::app).content.shown().starts_with("app_id=2014&"));
  CHECK(fields_of(payers_call(operation::pay, business_type::app)).count("return_url") == 0);
  CHECK(content_of(payers_call(operation::pay, business_type::h5)).at("quit_url") ==
        "https://shop.example/back?a=1&b=2");
}

TEST_CASE("a payer who is to sign while he pays at Alipay is shown what") {
  for (const auto type : {business_type::app, business_type::ebank}) {
    auto call = payers_call(operation::pay, type);
    CHECK_FALSE(content_of(call).contains("agreement_sign_params"));
    call.signs = channel_key{"AGR1"};
    CHECK(content_of(call).at("agreement_sign_params") ==
          json{{"product_code", "GENERAL_WITHHOLDING"},
               {"personal_product_code", "GENERAL_WITHHOLDING_P"},
               {"external_agreement_no", "AGR1"},
               {"access_params", {{"channel", "ALIPAYAPP"}}},
               {"sign_notify_url", "http://us/notify/ali"}});
    call.what = operation::query;
    CHECK_FALSE(content_of(call).contains("agreement_sign_params"));
  }
}

TEST_CASE("nobody is sent back where the caller has not said where to") {
  for (const auto type : payers_types) {
    auto call = payers_call(operation::pay, type);
    call.payer = nullptr;
    CHECK(fields_of(call).count("return_url") == 0);
    CHECK_FALSE(content_of(call).contains("quit_url"));
  }
}

TEST_CASE("what a payer sends to Alipay is signed over all that it says") {
  const auto ours = std::get<signing::public_key>(signing::public_key_in(our_pair().public_text));
  for (const auto type : payers_types) {
    const auto fields = fields_of(payers_call(operation::pay, type));
    const auto text = signing::sorted_pairs(fields, signing::unsigned_in_alipay_request);
    CHECK(signing::is_rsa_signature(fields.at("sign"), ours, signing::rsa_hash::sha256, text));
  }
}

TEST_CASE("Alipay gives a code to show, and nothing is paid by that") {
  const auto call = payers_call(operation::pay, business_type::native_qr);
  CHECK(std::holds_alternative<http_request>(made(call)));
  const auto given = [&](const std::string& code) {
    return attempt_in(said(call, "alipay_trade_precreate",
                           R"("code":"10000","out_trade_no":"K1","qr_code":")" + code + '"'));
  };
  const auto report = given("https://qr.alipay.com/bax03431ljhokirwl38f00a7");
  CHECK(report.found == finding::payer_paying);
  REQUIRE(report.action);
  CHECK(report.action->kind == payer_action_kind::show_code);
  CHECK(report.action->content.shown() == "https://qr.alipay.com/bax03431ljhokirwl38f00a7");
  for (const auto& none : {std::string(), std::string("a b"), std::string("\\u0001"),
                           std::string("码"), std::string(2000, 'a')}) {
    CHECK(given(none).found == finding::unknown);
    CHECK_FALSE(given(none).action);
  }
}

TEST_CASE("no answer to what only a payer sends proves anything") {
  for (const auto type : sent_by_payer) {
    const auto call = payers_call(operation::pay, type);
    const auto method = fields_of(call).at("method");
    std::string node = method;
    std::replace(node.begin(), node.end(), '.', '_');
    const auto report = attempt_in(
        said(call, node, R"("code":"10000","out_trade_no":"K1","total_amount":"12.50")"));
    CHECK(report.found == finding::unknown);
  }
}

TEST_CASE("a trade that the payer has not opened is not paid yet; others are not found") {
  const auto asked = [](business_type type, const std::string& inner) {
    return attempt_in(said(payers_call(operation::query, type), "alipay_trade_query", inner));
  };
  for (const auto type : payers_types) {
    CHECK(asked(type, no_trade).found == finding::not_paid_yet);
    CHECK(asked(type, no_trade).from == order::source::query_answer);
    CHECK(asked(type, R"("code":"10000","out_trade_no":"K1","trade_no":"2017","trade_status":)"
                      R"("TRADE_SUCCESS","total_amount":"12.50")")
              .found == finding::paid);
    CHECK(asked(type, R"("code":"40004","sub_code":"ACQ.SYSTEM_ERROR")").found == finding::unknown);
  }
  CHECK(asked(business_type::payment_code, no_trade).found == finding::not_found);
}

TEST_CASE("what was never opened is closed once it has surely died, and not before") {
  const auto dead = began + minutes{20};
  for (const auto type : payers_types) {
    CHECK(closed(type, no_trade, dead).found == revoke_finding::again);
    const auto after = closed(type, no_trade, dead + millis{1});
    CHECK(after.found == revoke_finding::done);
    CHECK(after.money_returned == order::returned::no);
    CHECK(closed(type, R"("code":"10000","out_trade_no":"K1")", began).found ==
          revoke_finding::done);
  }
  CHECK(closed(business_type::quick_pay, no_trade, dead + millis{1}).found ==
        revoke_finding::unknown);
}

TEST_CASE("what payers do at Alipay is closed and refunded, never revoked") {
  for (const auto type : payers_types) {
    CHECK(std::holds_alternative<no_such_operation>(made(payers_call(operation::revoke, type))));
    for (const auto what :
         {operation::query, operation::close, operation::refund, operation::refund_query})
      CHECK(std::holds_alternative<http_request>(made(payers_call(what, type))));
  }
}

}  // namespace sluice::test::alipay_pages_test
