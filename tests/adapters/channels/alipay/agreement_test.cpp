// Agreements at Alipay: what we ask, what an answer and a notice prove, and what proves nothing.

#include <nlohmann/json.hpp>

#include "adapters/channels/form.hpp"
#include "adapters/signing/key_text.hpp"
#include "adapters/signing/rsa_signature.hpp"
#include "adapters/signing/sorted_pairs.hpp"
#include "tests/adapters/channels/calls.hpp"
#include "tests/adapters/channels/signed_answers.hpp"
#include "tests/adapters/channels/spoilt_answers.hpp"
#include "tests/catch.hpp"

namespace sluice::test::alipay_agreement_test {
namespace {

using agreement::finding;
using agreement::source;
using nlohmann::json;

const instant asked_at =
    std::chrono::sys_days{std::chrono::year{2024} / 2 / 29} + std::chrono::hours{16};

channel_call agreement_call(operation what) {
  auto call = call_of(what, business_type::quick_pay);
  call.key = channel_key("A1");
  if (what != operation::offer_agreement) return call;
  call.not_after = asked_at + std::chrono::minutes{15};
  call.payer = std::make_shared<const payer_details>(payer_details{
      .payer_id = "customer-77", .return_url = "https://shop.example/signed?a=1&b=2"});
  return call;
}

channel_call charging_call() {
  auto call = call_of(operation::pay, business_type::quick_pay);
  call.payer = std::make_shared<const payer_details>(payer_details{.token = secret("2088A")});
  return call;
}

assembled sent_for(const channel_call& call) {
  static const auto speaks = [] {
    auto account = whole_account("alipay");
    account.notify_url = "http://us/notify/ali";
    return dialect_of("alipay", account);
  }();
  return speaks->assemble(call, {.now = asked_at, .chance = 1});
}

form_fields fields_sent(const channel_call& call) {
  const auto sent = sent_for(call);
  const auto* action = std::get_if<payer_action>(&sent);
  if (action == nullptr)
    return std::get<form_fields>(form_decode(std::get<http_request>(sent).body));
  const auto& url = action->content.shown();
  return std::get<form_fields>(form_decode(url.substr(url.find('?') + 1)));
}
json content_sent(const channel_call& call) {
  return json::parse(fields_sent(call).at("biz_content"));
}

std::string node_for(operation what) {
  if (what == operation::pay) return "alipay_trade_pay";
  return what == operation::query_agreement ? "alipay_user_agreement_query"
                                            : "alipay_user_agreement_unsign";
}
std::string body_for(operation what, const std::string& inner) {
  return "{\"" + node_for(what) + "_response\":{" + inner + "},\"sign\":\"x\"}";
}
agreement::report weighed(operation what, const std::string& inner) {
  return agreement_in(
      understood(our_alipay(), agreement_call(what), answered(signed_json(body_for(what, inner)))));
}

const std::string in_force =
    R"("code":"10000","msg":"Success","external_agreement_no":"A1","agreement_no":"2088A",)"
    R"("status":"NORMAL","alipay_logon_id":"158****1562")";
const std::string waiting =
    R"("code":"10000","external_agreement_no":"A1","agreement_no":"2088A","status":"TEMP")";
const std::string unknown_there = R"("code":"40004","sub_code":"USER_AGREEMENT_NOT_EXIST")";
const std::string success = R"("code":"10000","msg":"Success")";

struct proving_answer {
  operation what;
  std::string inner;
  finding found;
};
const std::vector<proving_answer> proving{
    {operation::query_agreement, in_force, finding::in_force},
    {operation::query_agreement, waiting, finding::not_signed},
    {operation::query_agreement, unknown_there, finding::not_signed},
    {operation::end_agreement, success, finding::ended},
    {operation::end_agreement, unknown_there, finding::not_signed},
};

heard_notice notified(named_texts fields) {
  return heard(our_alipay(), posted("/notify/ali", signed_form(std::move(fields))));
}
named_texts notice_of(const char* type, const char* status) {
  return {{"notify_type", type},     {"app_id", "2014"}, {"external_agreement_no", "A1"},
          {"agreement_no", "2088A"}, {"status", status}, {"alipay_logon_id", "158****1562"}};
}
named_texts with(named_texts fields, std::string_view name, const std::string& value) {
  for (auto& [one, text] : fields)
    if (one == name) text = value;
  return fields;
}

}  // namespace

// -- what we ask ----------------------------------------------------------------------------

TEST_CASE("a page to sign on names the agreement, the payer, and an end") {
  const auto call = agreement_call(operation::offer_agreement);
  const auto sent = sent_for(call);
  const auto& page = std::get<payer_action>(sent);
  CHECK(page.kind == payer_action_kind::open_page);
  CHECK(page.content.shown().starts_with("https://openapi.alipay.com/gateway.do?app_id=2014&"));
  const auto fields = fields_sent(call);
  CHECK(fields.at("method") == "alipay.user.agreement.page.sign");
  CHECK(fields.at("notify_url") == "http://us/notify/ali");
  CHECK(fields.at("return_url") == "https://shop.example/signed?a=1&b=2");
  CHECK(content_sent(call) ==
        json{{"external_agreement_no", "A1"},
             {"personal_product_code", "GENERAL_WITHHOLDING_P"},
             {"product_code", "GENERAL_WITHHOLDING"},
             {"access_params", {{"channel", "ALIPAYAPP"}}},
             {"effect_time", 900},
             {"external_logon_id", "customer-77"}});
  const auto ours = std::get<signing::public_key>(signing::public_key_in(our_pair().public_text));
  const auto text = signing::sorted_pairs(fields, signing::unsigned_in_alipay_request);
  CHECK(signing::is_rsa_signature(fields.at("sign"), ours, signing::rsa_hash::sha256, text));
}

TEST_CASE("a payer who has no time left has a second, and needs no name") {
  auto call = agreement_call(operation::offer_agreement);
  call.not_after = asked_at - std::chrono::minutes{1};
  call.payer = nullptr;
  CHECK(content_sent(call).at("effect_time") == 1);
  CHECK_FALSE(content_sent(call).contains("external_logon_id"));
  CHECK(fields_sent(call).count("return_url") == 0);
}

TEST_CASE("an agreement is asked about and ended under our number, and nobody is sent anywhere") {
  for (const auto& [what, method] :
       {std::pair{operation::query_agreement, "alipay.user.agreement.query"},
        std::pair{operation::end_agreement, "alipay.user.agreement.unsign"}}) {
    const auto fields = fields_sent(agreement_call(what));
    CHECK(fields.at("method") == method);
    CHECK(fields.count("notify_url") == 0);
    CHECK(
        content_sent(agreement_call(what)) ==
        json{{"external_agreement_no", "A1"}, {"personal_product_code", "GENERAL_WITHHOLDING_P"}});
  }
}

TEST_CASE("who has signed is charged by the channel's number, without a code or a page") {
  const auto fields = fields_sent(charging_call());
  CHECK(fields.at("method") == "alipay.trade.pay");
  CHECK(fields.at("notify_url") == "http://us/notify/ali");
  CHECK(content_sent(charging_call()) ==
        json{{"out_trade_no", "K1"},
             {"total_amount", "12.50"},
             {"subject", "coffee"},
             {"product_code", "GENERAL_WITHHOLDING"},
             {"agreement_params", {{"agreement_no", "2088A"}}}});
}

TEST_CASE("what cannot be charged later has no agreement") {
  for (const auto type : {business_type::payment_code, business_type::payout, business_type::h5})
    for (const auto what :
         {operation::offer_agreement, operation::query_agreement, operation::end_agreement}) {
      auto call = agreement_call(what);
      call.type = type;
      CHECK(std::holds_alternative<no_such_operation>(sent_for(call)));
    }
}

// -- what an answer proves ------------------------------------------------------------------

TEST_CASE("Alipay's answers about agreements mean what the table says") {
  for (const auto& [what, inner, found] : proving) {
    INFO(inner);
    const auto report = weighed(what, inner);
    CHECK(report.found == found);
    CHECK(report.from == (what == operation::query_agreement ? source::query : source::answer));
  }
  const auto report = weighed(operation::query_agreement, in_force);
  CHECK(report.reference.shown() == "2088A");
  CHECK(report.payer == "158****1562");
  CHECK(report.code == "NORMAL");
}

TEST_CASE("what Alipay's answers do not say of an agreement is neither signed nor ended") {
  const auto query = [](const std::string& inner) {
    return weighed(operation::query_agreement, inner);
  };
  const auto replaced = [](std::string text, const std::string& what, const std::string& by) {
    const auto at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
  };
  for (const auto& inner : {
           success,
           replaced(in_force, R"("external_agreement_no":"A1",)", ""),
           replaced(in_force, "A1", "A2"),
           replaced(in_force, R"("A1")", "1"),
           replaced(in_force, R"("agreement_no":"2088A",)", ""),
           replaced(in_force, "2088A", ""),
           replaced(in_force, "2088A", "20 88"),
           replaced(in_force, R"("2088A")", R"({"a":"b"})"),
           replaced(in_force, "NORMAL", "STOP"),
           replaced(in_force, "NORMAL", "normal"),
           replaced(in_force, "NORMAL", ""),
           replaced(in_force, "10000", "10003"),
           replaced(waiting, "A1", "A2"),
           in_force + R"(,"sub_code":"USER_AGREEMENT_NOT_EXIST")",
       }) {
    INFO(inner);
    CHECK(query(inner).found == finding::unknown);
    CHECK(query(inner).reference.shown().empty());
  }
  for (const auto what : {operation::query_agreement, operation::end_agreement})
    for (const auto& inner : {
             std::string(R"("code":"40004","sub_code":"SYSTEM_ERROR")"),
             std::string(R"("code":"40004","sub_code":"MOON_IS_FULL")"),
             std::string(R"("code":"40004","sub_code":"user_agreement_not_exist")"),
             std::string(R"("code":"40004")"),
             std::string(R"("code":"40002","sub_code":"isv.invalid-signature")"),
             std::string(R"("code":"40006","sub_code":"isv.insufficient-user-permissions")"),
             std::string(R"("code":"20000","sub_code":"isp.unknow-error")"),
             std::string(R"("code":"20000","sub_code":"USER_AGREEMENT_NOT_EXIST")"),
             std::string(R"("code":"10000","sub_code":"USER_AGREEMENT_NOT_EXIST")"),
             std::string(R"("code":10000)"),
             std::string(R"("msg":"Success")"),
         }) {
      INFO(inner);
      CHECK(weighed(what, inner).found == finding::unknown);
    }
}

TEST_CASE("what else comes back proves nothing about an agreement") {
  for (const auto& [what, inner, found] : proving)
    for (const auto& [name, result] : spoilt(signed_json(body_for(what, inner)))) {
      INFO(name << " of " << inner);
      const auto report = agreement_in(understood(our_alipay(), agreement_call(what), result));
      CHECK(report.found == finding::unknown);
      CHECK(report.reference.shown().empty());
    }
}

TEST_CASE("Alipay's answers about agreements prove something only with Alipay's signature") {
  for (const auto& [what, inner, found] : proving) {
    INFO(inner);
    const auto plain = body_for(what, inner);
    const auto genuine = signed_json(plain);
    auto other_bytes = genuine;
    other_bytes.insert(other_bytes.find("\"code\""), " ");
    for (const auto& body :
         {plain, body_for(what, inner).replace(plain.find("\"x\""), 3, "\"\""), other_bytes,
          signed_json(plain, strange_pair().signs), signed_json(plain, our_pair().signs)})
      CHECK(agreement_in(understood(our_alipay(), agreement_call(what), answered(body))).found ==
            finding::unknown);
  }
}

TEST_CASE("an answer to another question proves nothing about an agreement") {
  const auto ending = agreement_call(operation::end_agreement);
  for (const auto& node : {"alipay_user_agreement_query", "alipay_trade_pay"}) {
    const auto body = '{' + ('"' + std::string(node)) + "_response\":{" + success + "}}";
    CHECK(agreement_in(understood(our_alipay(), ending, answered(signed_json(body)))).found ==
          finding::unknown);
  }
}

TEST_CASE("a page to sign on has no answer that we could hear") {
  const auto call = agreement_call(operation::offer_agreement);
  for (const auto& inner : {in_force, waiting, success}) {
    const auto body =
        "{\"alipay_user_agreement_page_sign_response\":{" + inner + "},\"sign\":\"x\"}";
    const auto report = agreement_in(understood(our_alipay(), call, answered(signed_json(body))));
    CHECK(report.found == finding::unknown);
  }
}

TEST_CASE("what is charged by an agreement is paid, refused, or unknown, like all else") {
  const auto says = [](const std::string& inner) {
    return attempt_in(understood(
        our_alipay(), charging_call(), answered(signed_json(body_for(operation::pay, inner)))));
  };
  CHECK(says(R"("code":"10000","out_trade_no":"K1","total_amount":"12.50")").found ==
        order::finding::paid);
  CHECK(says(success).found == order::finding::unknown);
  CHECK(says(R"("code":"10000","out_trade_no":"K2","total_amount":"12.50")").found ==
        order::finding::unknown);
  CHECK(says(R"("code":"10003","out_trade_no":"K1")").found == order::finding::payer_paying);
  for (const auto* code :
       {"ACQ.AGREEMENT_NOT_EXIST", "ACQ.AGREEMENT_INVALID", "ACQ.AGREEMENT_STATUS_NOT_NORMAL"}) {
    const auto report = says(R"("code":"40004","sub_code":")" + std::string(code) + '"');
    CHECK(report.found == order::finding::not_paid);
    CHECK(report.whose == fault::payer);
  }
  CHECK(says(R"("code":"40004","sub_code":"USER_AGREEMENT_NOT_EXIST")").found ==
        order::finding::unknown);
}

// -- what is told unasked -------------------------------------------------------------------

TEST_CASE("Alipay tells what was signed and what was ended") {
  const auto begun = std::get<agreement_notice>(notified(notice_of("dut_user_sign", "NORMAL")));
  CHECK(begun.key == channel_key("A1"));
  CHECK(begun.said.found == finding::in_force);
  CHECK(begun.said.from == source::notice);
  CHECK(begun.said.reference.shown() == "2088A");
  CHECK(begun.said.payer == "158****1562");
  const auto over = std::get<agreement_notice>(notified(notice_of("dut_user_unsign", "UNSIGN")));
  CHECK(over.key == channel_key("A1"));
  CHECK(over.said.found == finding::ended);
  CHECK(over.said.reference.shown().empty());
}

TEST_CASE("a notice that does not say that an agreement is in force proves nothing") {
  const auto genuine = notice_of("dut_user_sign", "NORMAL");
  for (const auto& fields :
       {with(genuine, "status", "TEMP"), with(genuine, "status", "STOP"),
        with(genuine, "status", ""), with(genuine, "agreement_no", ""),
        with(genuine, "agreement_no", "20 88"), with(genuine, "agreement_no", "码")}) {
    const auto heard_of = std::get<agreement_notice>(notified(fields));
    CHECK(heard_of.said.found == finding::unknown);
    CHECK(heard_of.said.reference.shown().empty());
  }
}

TEST_CASE("a notice of an agreement is refused where it names none, another account, or nobody") {
  const auto refusal = [](const heard_notice& n) { return std::get<notice_refusal>(n); };
  for (const auto& genuine :
       {notice_of("dut_user_sign", "NORMAL"), notice_of("dut_user_unsign", "UNSIGN")}) {
    REQUIRE(std::holds_alternative<agreement_notice>(notified(genuine)));
    for (const auto* number : {"", "A 1", "码"})
      CHECK(refusal(notified(with(genuine, "external_agreement_no", number))) ==
            notice_refusal::unreadable);
    for (const auto* account : {"", "2015", "20140"})
      CHECK(refusal(notified(with(genuine, "app_id", account))) == notice_refusal::foreign_account);
    CHECK(refusal(notified(with(genuine, "notify_type", "dut_user_moon"))) ==
          notice_refusal::unreadable);
    const auto heard_as = [&](const named_texts& fields) {
      return refusal(heard(our_alipay(), posted("/notify/ali", form_encode(fields))));
    };
    CHECK(heard_as(genuine) == notice_refusal::not_proven);
    CHECK(heard_as(signed_fields(genuine, strange_pair().signs)) == notice_refusal::not_proven);
    CHECK(heard_as(signed_fields(genuine, our_pair().signs)) == notice_refusal::not_proven);
    CHECK(heard_as(with(signed_fields(genuine), "external_agreement_no", "A2")) ==
          notice_refusal::not_proven);
    CHECK(heard_as(with(signed_fields(genuine), "sign", "")) == notice_refusal::not_proven);
  }
}

}  // namespace sluice::test::alipay_agreement_test
