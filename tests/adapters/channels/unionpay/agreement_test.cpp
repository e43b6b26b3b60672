// Agreements at UnionPay: what we ask, what an answer and a notice prove, and what proves nothing.

#include <nlohmann/json.hpp>

#include "base/base64.hpp"
#include "sim/providers/simulated_keys.hpp"
#include "tests/adapters/channels/spoilt_answers.hpp"
#include "tests/adapters/channels/unionpay/made_unionpay.hpp"

namespace sluice::test::unionpay_agreement_test {
namespace {

using agreement::finding;
using agreement::source;

constexpr auto reference = "6235240000020757577&62000000001";
constexpr auto token_told =
    "{token=6235240000020757577&tokenBegin=20260115070100&tokenEnd=20310114070100"
    "&tokenLevel=10&tokenType=01&trId=62000000001}";

const dialect& token_merchant() {
  static const auto made = [] {
    auto account = the_unionpay().account();
    account.keys.add("token_requestor_id", secret("62000000001"));
    return speaks_unionpay(std::move(account));
  }();
  return *made;
}
/// It encrypts with UnionPay's certificate, too.
const dialect& card_merchant() {
  static const auto made = [] {
    auto account = the_unionpay().account();
    account.keys.add("token_requestor_id", secret("62000000001"));
    account.keys.add(
        "encryption_certificate",
        secret(std::string(sim::simulated_key("unionpay_encryption_certificate").value())));
    return speaks_unionpay(std::move(account));
  }();
  return *made;
}

channel_call agreement_call(operation what) {
  auto call = call_of(what, business_type::quick_pay);
  call.key = channel_key("0A1B2C3D4E5F");
  call.begun = made_at - std::chrono::hours{1};
  call.at = made_at;
  if (what == operation::end_agreement) call.channel_reference = reference;
  if (what != operation::offer_agreement) return call;
  call.not_after = made_at + std::chrono::minutes{15};
  call.payer = std::make_shared<const payer_details>(
      payer_details{.payer_id = "customer-77", .return_url = "https://shop.example/signed"});
  return call;
}

assembled assembled_for(const channel_call& call, const dialect& by = token_merchant()) {
  return by.assemble(call, {.now = made_at, .chance = 1});
}
form_fields fields_sent(const channel_call& call, const dialect& by = token_merchant()) {
  const auto sent = std::get<http_request>(assembled_for(call, by));
  CHECK(sent.target == "/gateway/api/backTransReq.do");
  return std::get<form_fields>(form_decode(sent.body));
}

/// What UnionPay says to it where all is well.
form_fields answer_to(const channel_call& call) {
  const bool deletes = !call.channel_reference.empty();
  form_fields out{
      {"version", "5.1.0"},
      {"encoding", "utf-8"},
      {"bizType", "000902"},
      {"merId", "777290058167151"},
      {"orderId", "0A1B2C3D4E5F"},
      {"txnTime", deletes ? "20260115080000" : "20260115070000"},
      {"txnType", deletes ? "74" : "78"},
      {"txnSubType", deletes ? "01" : "02"},
      {"respCode", "00"},
      {"respMsg", "成功[0000000]"}};
  if (deletes) return out;
  out["activateStatus"] = "1";
  out["tokenPayData"] = token_told;
  out["accNo"] = "6216***********0018";
  return out;
}
form_fields with(form_fields said, const std::string& name, const std::string& value) {
  said[name] = value;
  return said;
}
agreement::report weighed(operation what, const form_fields& said) {
  return agreement_in(understood(agreement_call(what), said, made_at, token_merchant()));
}
agreement::report queried(const std::string& name, const std::string& value) {
  return weighed(operation::query_agreement,
                 with(answer_to(agreement_call(operation::query_agreement)), name, value));
}

form_fields notice() {
  auto out = answer_to(agreement_call(operation::query_agreement));
  out["txnType"] = "79";
  out["txnSubType"] = "00";
  return out;
}
heard_notice notified(const form_fields& signed_fields) {
  return token_merchant().hear(posted("/notify/unionpay", as_form(signed_fields)), made_at);
}
agreement_notice told_by(const form_fields& fields) {
  return std::get<agreement_notice>(notified(the_unionpay().signed_fields(fields)));
}

}  // namespace

// -- what we ask ----------------------------------------------------------------------------

TEST_CASE("a page to open a card on is posted by the browser, and names no card") {
  const auto sent = assembled_for(agreement_call(operation::offer_agreement));
  const auto& action = std::get<payer_action>(sent);
  CHECK(action.kind == payer_action_kind::post_form);
  const auto form = nlohmann::json::parse(action.content.shown());
  CHECK(form.at("url") == "https://gateway.95516.com/gateway/api/frontTransReq.do");
  const auto fields = form.at("fields").get<form_fields>();
  CHECK(fields ==
        form_fields{
            {"version", "5.1.0"},
            {"encoding", "utf-8"},
            {"signMethod", "01"},
            {"certId", "77"},
            {"txnType", "79"},
            {"txnSubType", "00"},
            {"bizType", "000902"},
            {"channelType", "07"},
            {"accessType", "0"},
            {"merId", "777290058167151"},
            {"orderId", "0A1B2C3D4E5F"},
            {"txnTime", "20260115070000"},
            {"payTimeout", "20260115081500"},
            {"tokenPayData", "{trId=62000000001&tokenType=01}"},
            {"backUrl", "https://pay.example/notify/unionpay"},
            {"frontUrl", "https://shop.example/signed"},
            {"signature", fields.at("signature")}});
}

TEST_CASE("a card that is opened by a code goes out encrypted, and nowhere in clear") {
  auto call = agreement_call(operation::offer_agreement);
  call.opens = std::make_shared<const card_to_open>(card_to_open{
      .card = {.number = secret(std::string("6216261000000000018")),
               .holder_name = secret(std::string("Zhang San"))},
      .phone = secret(std::string("13800000018")),
      .identity_number = secret(std::string("11010519491231002X"))});
  CHECK(std::holds_alternative<no_such_operation>(assembled_for(call)));
  const auto asked = fields_sent(call, card_merchant());
  CHECK(asked.at("txnType") == "77");
  CHECK(asked.at("txnSubType") == "00");
  CHECK(asked.at("tokenPayData") == "{trId=62000000001&tokenType=01}");
  call.what = operation::open_card;
  call.code = secret(std::string("493817"));
  const auto brought = fields_sent(call, card_merchant());
  CHECK(brought.at("txnType") == "79");
  CHECK(brought.at("orderId") == asked.at("orderId"));
  CHECK(brought.at("txnTime") == asked.at("txnTime"));
  const auto who = bytes_from_base64(brought.at("customerInfo")).value();
  CHECK(who.starts_with(
      "{certifTp=01&certifId=11010519491231002X&customerNm=Zhang San&"
      "smsCode=493817&encryptedInfo="));
  const auto body = std::get<http_request>(assembled_for(call, card_merchant())).body;
  for (const auto* part : {"6216261000000000018", "13800000018"}) {
    CHECK(body.find(part) == std::string::npos);
    CHECK(who.find(part) == std::string::npos);
  }
}

TEST_CASE("a name that would say more than a name is not sent to UnionPay") {
  auto call = agreement_call(operation::offer_agreement);
  for (const auto* name : {"Zhang&smsCode=1", "Zhang=San", "Zhang}", "{Zhang"}) {
    call.opens = std::make_shared<const card_to_open>(card_to_open{
        .card = {.number = secret(std::string("6216261000000000018")),
                 .holder_name = secret(std::string(name))},
        .phone = secret(std::string("13800000018")),
        .identity_number = secret(std::string("11010519491231002X"))});
    CHECK(std::holds_alternative<no_such_operation>(assembled_for(call, card_merchant())));
  }
}

TEST_CASE("what is said of a code opens nothing but by the token") {
  auto call = agreement_call(operation::open_card);
  call.opens = std::make_shared<const card_to_open>();
  auto said = answer_to(agreement_call(operation::query_agreement));
  said["txnType"] = "79";
  said["txnSubType"] = "00";
  const auto found = [&](const std::string& code) {
    return agreement_in(understood(call, with(said, "respCode", code), made_at, token_merchant()))
        .found;
  };
  CHECK(found("00") == finding::in_force);
  CHECK(found("71") == finding::code_refused);
  CHECK(found("33") == finding::refused);
  CHECK(found("61") == finding::refused);
  CHECK(found("03") == finding::unknown);
  CHECK(found("99") == finding::unknown);
  CHECK(found("Z9") == finding::unknown);
  said.erase("tokenPayData");
  CHECK(found("00") == finding::unknown);
}

TEST_CASE("what became of an opening is asked under its own number and time") {
  const auto fields = fields_sent(agreement_call(operation::query_agreement));
  CHECK(fields.at("txnType") == "78");
  CHECK(fields.at("txnSubType") == "02");
  CHECK(fields.at("bizType") == "000902");
  CHECK(fields.at("txnTime") == "20260115070000");
  CHECK(fields.count("tokenPayData") == 0);
  CHECK(fields.count("backUrl") == 0);
}

TEST_CASE("a token is deleted at a time of its own; where none is known, it is asked for") {
  const auto call = agreement_call(operation::end_agreement);
  const auto fields = fields_sent(call);
  CHECK(fields.at("txnType") == "74");
  CHECK(fields.at("txnSubType") == "01");
  CHECK(fields.at("orderId") == "0A1B2C3D4E5F");
  CHECK(fields.at("txnTime") == "20260115080000");
  CHECK(fields.at("tokenPayData") == "{token=6235240000020757577&trId=62000000001}");
  auto never_signed = call;
  never_signed.channel_reference.clear();
  CHECK(fields_sent(never_signed).at("txnType") == "78");
  auto damaged = call;
  damaged.channel_reference = "6235}&trId=1";
  CHECK(std::holds_alternative<no_such_operation>(assembled_for(damaged)));
}

TEST_CASE("who has opened his card is charged by its token") {
  auto call = unionpay_call(operation::pay);
  call.payer = std::make_shared<const payer_details>(payer_details{.token = secret(reference)});
  const auto fields = fields_sent(call);
  CHECK(fields.at("txnType") == "01");
  CHECK(fields.at("bizType") == "000902");
  CHECK(fields.at("tokenPayData") == "{token=6235240000020757577&trId=62000000001}");
}

TEST_CASE("without a number as a token requestor, and for other kinds, there is no agreement") {
  for (const auto what :
       {operation::offer_agreement, operation::query_agreement, operation::end_agreement}) {
    CHECK(std::holds_alternative<no_such_operation>(
        assembled_for(agreement_call(what), merchant_of_unionpay())));
    for (const auto type : {business_type::ebank, business_type::preauthorization}) {
      auto call = agreement_call(what);
      call.type = type;
      CHECK(std::holds_alternative<no_such_operation>(assembled_for(call)));
    }
  }
}

// -- what an answer proves ------------------------------------------------------------------

TEST_CASE("an open card is an agreement in force, known by its token and shown by its end") {
  const auto report = queried("accNo", "6216***********0018");
  CHECK(report.found == finding::in_force);
  CHECK(report.from == source::query);
  CHECK(report.code == "00");
  CHECK(report.reference.shown() == reference);
  CHECK(report.payer == "6216***********0018");
  // A number in clear is never kept, and what is encrypted says nothing.
  CHECK(queried("accNo", "6216261000000000018").payer == "****0018");
  CHECK(queried("accNo", std::string(344, 'x')).payer.empty());
  CHECK(queried("accNo", "").payer.empty());
}

TEST_CASE("UnionPay's answers about agreements mean what the table says") {
  struct expected {
    const char* code;
    finding asked, deleted;
  };
  for (const auto& [code, asked, deleted] : {
           expected{"00", finding::in_force, finding::ended},
           expected{"34", finding::not_signed, finding::unknown},
           expected{"77", finding::not_signed, finding::unknown},
           expected{"80", finding::not_signed, finding::not_signed},
           expected{"89", finding::not_signed, finding::not_signed},
           expected{"A6", finding::unknown, finding::unknown},
           expected{"01", finding::unknown, finding::unknown},
           expected{"04", finding::unknown, finding::unknown},
           expected{"12", finding::unknown, finding::unknown},
           expected{"11", finding::unknown, finding::unknown},
           expected{"XX", finding::unknown, finding::unknown},
           expected{"", finding::unknown, finding::unknown},
       }) {
    INFO(code);
    CHECK(queried("respCode", code).found == asked);
    const auto ending = agreement_call(operation::end_agreement);
    const auto said = weighed(operation::end_agreement, with(answer_to(ending), "respCode", code));
    CHECK(said.found == deleted);
    if (said.found != finding::unknown) CHECK(said.from == source::answer);
  }
}

TEST_CASE("of a card that is not open yet there is no agreement") {
  const auto report = queried("activateStatus", "0");
  CHECK(report.found == finding::not_signed);
  CHECK(report.reference.shown().empty());
}

TEST_CASE("an open card without a token of ours proves nothing") {
  for (const auto* data :
       {"", "{}", "{token=}", "{token=6235240000020757577}", "6235240000020757577",
        "{token=6235240000020757577&trId=62000000002}", "{trId=62000000001}",
        "{token=62352 40000&trId=62000000001}", "{token=6235&token=6236&trId=62000000001}",
        "{token=6235240000020757577&trId=62000000001"}) {
    INFO(data);
    const auto report = queried("tokenPayData", data);
    CHECK(report.found == finding::unknown);
    CHECK(report.reference.shown().empty());
  }
  for (const auto* status : {"", "2", "01", "yes"})
    CHECK(queried("activateStatus", status).found == finding::unknown);
}

TEST_CASE("an answer to another question proves nothing about an agreement") {
  for (const auto what : {operation::query_agreement, operation::end_agreement}) {
    const auto genuine = answer_to(agreement_call(what));
    for (const auto& [name, value] :
         {std::pair{"merId", "777290058110097"}, std::pair{"orderId", "0A1B2C3D4E5G"},
          std::pair{"txnTime", "20260115070001"}, std::pair{"txnType", "01"},
          std::pair{"txnType", "79"}, std::pair{"txnType", ""}}) {
      INFO(name << '=' << value);
      CHECK(weighed(what, with(genuine, name, value)).found == finding::unknown);
    }
  }
}

TEST_CASE("what else comes back proves nothing about an agreement") {
  for (const auto what : {operation::query_agreement, operation::end_agreement}) {
    const auto call = agreement_call(what);
    const auto body = raw(the_unionpay().signed_fields(answer_to(call)));
    for (const auto& [name, result] : spoilt(body)) {
      INFO(name);
      CHECK(is_unknown(token_merchant().understand(call, result, made_at)));
    }
    for (const auto& fields :
         {answer_to(call), with(the_unionpay().signed_fields(answer_to(call)), "respMsg", "x"),
          made_unionpay::signed_by(
              answer_to(call), the_unionpay().merchant_signs, the_unionpay().merchant.get())})
      CHECK(is_unknown(token_merchant().understand(call, answered(raw(fields)), made_at)));
  }
}

// -- what is told unasked -------------------------------------------------------------------

TEST_CASE("UnionPay tells that a card was opened") {
  const auto told = told_by(notice());
  CHECK(told.key == channel_key("0A1B2C3D4E5F"));
  CHECK(told.said.found == finding::in_force);
  CHECK(told.said.from == source::notice);
  CHECK(told.said.reference.shown() == reference);
  CHECK(told.said.payer == "6216***********0018");
}

TEST_CASE("a notice that does not say that a card is open has to be asked about") {
  for (const auto& fields :
       {with(notice(), "respCode", "01"), with(notice(), "respCode", "77"),
        with(notice(), "activateStatus", "0"), with(notice(), "tokenPayData", ""),
        with(notice(), "tokenPayData", "{token=6235240000020757577&trId=1}")}) {
    const auto told = told_by(fields);
    CHECK(told.said.found == finding::unknown);
    CHECK(told.said.reference.shown().empty());
  }
}

TEST_CASE("a notice of an opening is refused where it names none, another account, or nobody") {
  const auto refused = [](const form_fields& fields) {
    return std::get<notice_refusal>(notified(fields));
  };
  const auto& u = the_unionpay();
  for (const auto* number : {"", "0A 1B", "码"})
    CHECK(refused(u.signed_fields(with(notice(), "orderId", number))) ==
          notice_refusal::unreadable);
  CHECK(refused(u.signed_fields(with(notice(), "merId", "777290058110097"))) ==
        notice_refusal::foreign_account);
  CHECK(refused(notice()) == notice_refusal::not_proven);
  CHECK(refused(with(u.signed_fields(notice()), "orderId", "0A1B2C3D4E5G")) ==
        notice_refusal::not_proven);
  CHECK(refused(made_unionpay::signed_by(notice(), u.merchant_signs, u.merchant.get())) ==
        notice_refusal::not_proven);
}

}  // namespace sluice::test::unionpay_agreement_test
