#include "sim/providers/unionpay_face.hpp"

#include "adapters/signing/rsa_cipher.hpp"
#include "base/base64.hpp"
#include "tests/catch.hpp"
#include "tests/sim/signed_requests.hpp"

namespace sluice::sim::unionpay_face_test {
namespace {

constexpr auto back = "/gateway/api/backTransReq.do";
constexpr auto front = "/gateway/api/frontTransReq.do";
constexpr auto query_page = "/gateway/api/queryTrans.do";

struct world {
  form ask(const char* path, const form& fields) {
    last = face.answer(path, test::signed_acp_form(fields), now);
    if (last.how == delivery::html_page || path == front) return {};
    auto out = test::acp_fields_in(last.body);
    CHECK(test::is_proven_acp(out, now));
    return out;
  }
  static form common(const std::string& number, const std::string& type) {
    return {{"encoding", "UTF-8"},   {"txnType", type},
            {"txnSubType", "01"},    {"accessType", "0"},
            {"channelType", "07"},   {"merId", "777290058110097"},
            {"orderId", number},     {"txnTime", "20231115061320"},
            {"currencyCode", "156"}, {"backUrl", "http://here/"}};
  }
  static form order(const std::string& amount) {
    auto out = common("number01", "01");
    out["txnAmt"] = amount;
    out["bizType"] = "000902";
    out["tokenPayData"] = "{token=6235240000020757577&trId=62000000001}";
    return out;
  }
  form pay(const std::string& amount) { return ask(back, order(amount)); }
  std::string open_page(const std::string& amount, const std::string& kind = "000201",
                        const std::string& until = "") {
    auto fields = order(amount);
    fields.erase("tokenPayData");
    fields["bizType"] = kind;
    fields["payTimeout"] = until;
    static_cast<void>(ask(front, fields));
    return last.body;
  }
  form query(const std::string& number = "number01") {
    auto fields = common(number, "00");
    fields["txnSubType"] = "00";
    fields["bizType"] = "000000";
    return ask(query_page, fields);
  }
  form give_back(const std::string& type, const std::string& amount,
                 const std::string& number = "refund01") {
    auto fields = common(number, type);
    fields["txnSubType"] = "00";
    fields["bizType"] = "000000";
    fields["txnAmt"] = amount;
    fields["origQryId"] = reference;
    return ask(back, fields);
  }
  /// Paid, and told of.
  notice paid(const std::string& amount) {
    reference = pay(amount).at("queryId");
    now += millis{3000};
    const auto notices = channel.advance(now);
    REQUIRE(notices.size() == 1);
    return notices[0];
  }

  instant now{millis{1'700'000'000'000}};
  std::string reference{};
  provider channel{{.channel = "unionpay", .reference_prefix = "782", .notifies = true}};
  unionpay_face face{channel};
  face_answer last{};
};

}  // namespace

TEST_CASE("UnionPay: quick pay is accepted first, and found paid by a query") {
  world w;
  const auto a = w.pay("1250");
  CHECK(a.at("respCode") == "05");
  CHECK(a.at("orderId") == "number01");
  CHECK(a.at("txnTime") == "20231115061320");
  CHECK(w.query().at("origRespCode") == "05");
  w.now += millis{3000};
  const auto q = w.query();
  CHECK(q.at("respCode") == "00");
  CHECK(q.at("origRespCode") == "00");
  CHECK(q.at("queryId") == a.at("queryId"));
  CHECK(q.at("txnType") == "01");
  CHECK(q.at("txnAmt") == "1250");
  CHECK(q.at("settleAmt") == "1250");
  CHECK(q.at("settleDate") == "1115");
  CHECK(q.at("traceTime") == "1115061322");
  CHECK(w.pay("1250").at("respCode") == "12");
}

TEST_CASE("UnionPay: a pay that does not succeed has the documented respCode") {
  const auto [amount, code] = GENERATE(table<std::string, std::string>(
      {{"102", "05"}, {"103", "64"}, {"115", "M9"}, {"116", "12"}}));
  world w;
  CHECK(w.pay(amount).at("respCode") == code);
}

TEST_CASE("UnionPay: once a code was sent, only the right one pays") {
  world w;
  auto sends = world::common("number01", "77");
  sends["txnSubType"] = "02";
  sends["txnAmt"] = "1200";
  sends["bizType"] = "000902";
  sends["tokenPayData"] = "{token=6235240000020757577}";
  CHECK(w.ask(back, sends).at("respCode") == "00");
  CHECK(w.query().at("respCode") == "34");
  auto pays = world::order("1200");
  CHECK(w.ask(back, pays).at("respCode") == "71");
  pays["customerInfo"] = base64("{smsCode=000000}");
  CHECK(w.ask(back, pays).at("respCode") == "71");
  CHECK(w.query().at("respCode") == "34");
  pays["customerInfo"] = base64("{smsCode=" + std::string(code_on_phones) + "}");
  CHECK(w.ask(back, pays).at("respCode") == "05");
}

TEST_CASE("UnionPay: a code that was never sent pays nothing") {
  world w;
  auto pays = world::order("1200");
  pays["customerInfo"] = base64("{smsCode=" + std::string(code_on_phones) + "}");
  CHECK(w.ask(back, pays).at("respCode") == "71");
}

TEST_CASE("UnionPay: an order is known by its account, its number and its time") {
  world w;
  CHECK(w.query().at("respCode") == "34");
  static_cast<void>(w.pay("100"));
  for (const auto* name : {"merId", "txnTime"}) {
    auto fields = world::common("number01", "00");
    fields["bizType"] = "000000";
    fields[name].back() = '9';
    CHECK(w.ask(query_page, fields).at("respCode") == "34");
  }
}

TEST_CASE("UnionPay: a wrong signature is refused without one, and nothing is booked") {
  world w;
  const auto right = parse_form(test::signed_acp_form(world::order("100")));
  for (const auto* name : {"txnAmt", "signature", "certId", "version", "signMethod"}) {
    auto wrong = right;
    wrong[name] += '0';
    const auto a = test::acp_fields_in(w.face.answer(back, write_form(wrong), w.now).body);
    CHECK(a.at("respCode") == "11");
    CHECK_FALSE(a.contains("signature"));
  }
  auto method = world::order("100");
  method["signMethod"] = "11";
  CHECK(w.face.answer(back, test::signed_acp_form(method), w.now).body.rfind("respCode=11", 0) ==
        0);
  CHECK(w.channel.take_movements().empty());
}

TEST_CASE("UnionPay: a card's number must be encrypted for UnionPay") {
  const auto encrypted_for = test::certificate_named("unionpay_encryption_certificate");
  const auto sealed = std::get<std::string>(rsa_encrypt(
      std::get<signing::public_key>(encrypted_for.key()), signing::rsa_padding::pkcs1,
      secret{"6216261000000000018"}));
  auto fields = world::order("100");
  fields.erase("tokenPayData");
  fields["bizType"] = "000301";
  fields["encryptCertId"] = encrypted_for.serial_decimal();
  fields["accNo"] = "6216261000000000018";
  world w;
  CHECK(w.ask(back, fields).at("respCode") == "10");
  fields["accNo"] = sealed;
  CHECK(w.ask(back, fields).at("respCode") == "05");
  fields["encryptCertId"] = "1";
  fields["orderId"] = "number02";
  CHECK(w.ask(back, fields).at("respCode") == "10");
}

TEST_CASE("UnionPay: a page is opened, and the payer pays there, or not in time") {
  const auto kind = GENERATE(as<std::string>{}, "000201", "000202");
  world w;
  CHECK(w.open_page("100", kind).find("银联收银台") != std::string::npos);
  CHECK(w.query().at("origRespCode") == "05");
  w.now += millis{3000};
  CHECK(w.query().at("origRespCode") == "00");
  CHECK(w.query().at("bizType") == kind);
  world late;
  static_cast<void>(late.open_page("102", kind, "20231115062820"));
  late.now += std::chrono::minutes{15};
  CHECK(late.query().at("origRespCode") == "05");
  late.now += std::chrono::seconds{1};
  CHECK(late.query().at("origRespCode") == "01");
  world wrong;
  CHECK(wrong.open_page("0").find("银联收银台") == std::string::npos);
  CHECK(wrong.query().at("respCode") == "34");
}

TEST_CASE("UnionPay: a notification is a signed form") {
  world w;
  const auto told = unionpay_face::notification(w.paid("100"), w.now).value();
  const auto fields = parse_form(told.body);
  CHECK(test::is_proven_acp(fields, w.now));
  CHECK(fields.at("respCode") == "00");
  CHECK(fields.at("merId") == "777290058110097");
  CHECK(fields.at("orderId") == "number01");
  CHECK(fields.at("txnTime") == "20231115061320");
  CHECK(fields.at("txnAmt") == "100");
  CHECK(fields.at("queryId") == w.reference);
  CHECK_FALSE(unionpay_face::notification({.claims = trade_state::closed}, w.now).has_value());
}

TEST_CASE("UnionPay: a refund and a revoke are orders of their own") {
  world w;
  static_cast<void>(w.paid("300"));
  CHECK(w.give_back("04", "100").at("respCode") == "00");
  CHECK(w.query("refund01").at("origRespCode") == "00");
  CHECK(w.query("refund01").at("txnAmt") == "100");
  CHECK(w.give_back("04", "100").at("respCode") == "12");
  CHECK(w.give_back("04", "201", "refund02").at("respCode") == "36");
  CHECK(w.give_back("31", "200", "revoke01").at("respCode") == "36");
  CHECK(total(w.channel.take_movements()).at("number01") == key_totals{"unionpay", 1, 300, 100});
  world revoked;
  static_cast<void>(revoked.paid("300"));
  CHECK(revoked.give_back("31", "300", "revoke01").at("respCode") == "00");
  CHECK(total(revoked.channel.take_movements()).at("number01").returned_minor == 300);
  world nothing;
  nothing.reference = "1";
  CHECK(nothing.give_back("04", "100").at("respCode") == "35");
}

TEST_CASE("UnionPay: a payment is undone until 23:00 of its day, and asked about as what it is") {
  world w;
  static_cast<void>(w.paid("300"));
  const auto paid_at = w.now;  // 06:13 in Beijing
  w.now = paid_at + std::chrono::hours{17};
  CHECK(w.give_back("31", "300", "revoke01").at("respCode") == "39");
  CHECK(w.query("revoke01").at("respCode") == "34");
  CHECK(w.give_back("33", "300", "revoke02").at("respCode") == "35");
  w.now = paid_at + std::chrono::hours{16};
  CHECK(w.give_back("31", "300", "revoke03").at("respCode") == "00");
  CHECK(w.query("revoke03").at("txnType") == "31");
  CHECK(w.query("revoke03").at("origRespCode") == "00");
}

TEST_CASE("UnionPay: missing and senseless fields are refused, and nothing is booked") {
  world w;
  for (const auto* name : {"bizType", "merId", "orderId", "txnTime", "txnAmt", "currencyCode",
                           "channelType", "backUrl", "tokenPayData", "encoding"}) {
    auto fields = world::order("100");
    fields.erase(name);
    CHECK(w.ask(back, fields).at("respCode") == "10");
  }
  for (const auto* number : {"number", "number_1", "number-1"}) {
    auto fields = world::order("100");
    fields["orderId"] = number;
    CHECK(w.ask(back, fields).at("respCode") == "10");
  }
  auto unknown = world::order("100");
  unknown["txnType"] = "12";
  CHECK(w.ask(back, unknown).at("respCode") == "32");
  CHECK(w.ask(query_page, world::order("100")).at("respCode") == "10");
  CHECK(w.channel.take_movements().empty());
  CHECK(unionpay_face::serves(front));
  CHECK_FALSE(unionpay_face::serves("/gateway.do"));
}

}  // namespace sluice::sim::unionpay_face_test
