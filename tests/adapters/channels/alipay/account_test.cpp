#include "adapters/channels/alipay/account.hpp"

#include "adapters/channels/form.hpp"
#include "adapters/signing/alipay_sn.hpp"
#include "adapters/signing/key_text.hpp"
#include "adapters/signing/rsa_signature.hpp"
#include "adapters/signing/sorted_pairs.hpp"
#include "base/base64.hpp"
#include "tests/adapters/channels/calls.hpp"
#include "tests/adapters/channels/signed_answers.hpp"
#include "tests/adapters/signing/made_certificates.hpp"
#include "tests/catch.hpp"

namespace sluice::test::alipay_account_test {
namespace {

/// What a merchant in certificate mode has, and Alipay's half.
struct world {
  owned<EVP_PKEY> root_key = made_rsa(), app_key = made_rsa(), alipay_key = made_rsa();
  owned<X509> root =
      made_certificate({.name = "Root R1", .serial = 7, .is_company = true}, root_key.get());
  owned<X509> app =
      made_certificate({.name = "app", .serial = 8}, app_key.get(), root_key.get(), root.get());
  owned<X509> alipay = made_certificate(
      {.name = "Alipay", .serial = 9}, alipay_key.get(), root_key.get(), root.get());

  [[nodiscard]] dialect_account account() const {
    return {.app_id = "2014",
            .keys = {{"app_key", secret(private_pem(app_key.get()))},
                     {"app_certificate", secret(pem_of(app.get()))},
                     {"alipay_root_certificate", secret(pem_of(root.get()))},
                     {"alipay_certificate", secret(pem_of(alipay.get()) + pem_of(root.get()))}}};
  }
  [[nodiscard]] std::string number_of(const owned<X509>& one) const {
    return signing::alipay_sn(as_read(one));
  }
  [[nodiscard]] signing::private_key alipays() const {
    return used(signing::private_key_in(secret(private_pem(alipay_key.get()))));
  }
};

const world& certified() {
  static const world made;
  return made;
}

key_fault fault_of(const dialect_account& account) {
  return std::get<key_fault>(find_dialect("alipay")->make(account));
}

dialect_account with(dialect_account account, const char* name, const std::string& text) {
  account.keys.add(name, secret(text));
  return account;
}

std::string answer(const std::string& more) {
  return "{\"alipay_trade_pay_response\":{\"code\":\"10000\",\"out_trade_no\":\"K1\","
         "\"total_amount\":\"12.50\"}," +
         more + "\"sign\":\"x\"}";
}

}  // namespace

TEST_CASE("in certificate mode a request names our certificate and the roots") {
  const auto& w = certified();
  const auto speaks = dialect_of("alipay", w.account());
  const auto body = std::get<http_request>(speaks->assemble(call_of(operation::pay), {})).body;
  const auto fields = std::get<form_fields>(form_decode(body));
  CHECK(fields.at("app_cert_sn") == w.number_of(w.app));
  CHECK(fields.at("alipay_root_cert_sn") == w.number_of(w.root));
  const auto text = signing::sorted_pairs(fields, signing::unsigned_in_alipay_request);
  CHECK(text.find("app_cert_sn=") != std::string::npos);
  CHECK(signing::is_rsa_signature(
      fields.at("sign"), used(as_read(w.app).key()), signing::rsa_hash::sha256, text));
}

TEST_CASE("in certificate mode an answer names Alipay's certificate, or it is nobody's") {
  const auto& w = certified();
  const auto speaks = dialect_of("alipay", w.account());
  const auto says = [&](const std::string& more) {
    return attempt_in(speaks->understand(
        call_of(operation::pay), answered(signed_json(answer(more), w.alipays())), made_at));
  };
  const auto named = [](const std::string& number) {
    return "\"alipay_cert_sn\":\"" + number + "\",";
  };
  CHECK(says(named(w.number_of(w.alipay))).found == order::finding::paid);
  for (const auto& other : {named(w.number_of(w.app)), named(""), std::string()}) {
    CHECK(says(other).found == order::finding::unknown);
    CHECK(says(other).code == "unknown_key");
  }
}

TEST_CASE("in certificate mode a notification may name the certificate, and then it has to be it") {
  const auto& w = certified();
  const auto speaks = dialect_of("alipay", w.account());
  const auto hears = [&](const std::string& number) {
    return speaks->hear(
        posted("/notify/ali", form_encode(signed_fields({{"app_id", "2014"},
                                                         {"out_trade_no", "K1"},
                                                         {"trade_status", "TRADE_CLOSED"},
                                                         {"alipay_cert_sn", number}},
                                                        w.alipays()))),
        made_at);
  };
  CHECK(std::holds_alternative<channel_notification>(hears("")));
  CHECK(std::holds_alternative<channel_notification>(hears(w.number_of(w.alipay))));
  CHECK(std::get<notice_refusal>(hears(w.number_of(w.app))) == notice_refusal::unknown_key);
}

TEST_CASE("an account has Alipay's public key or all certificates, not some of both") {
  const auto by_key = whole_account("alipay");
  const auto by_certificates = certified().account();
  CHECK(fault_of(with(by_key, "alipay_public_key", "")).key == "alipay_public_key");
  for (const auto* name : {"app_certificate", "alipay_root_certificate", "alipay_certificate"}) {
    CHECK(fault_of(with(by_certificates, name, "")).key == name);
    CHECK(fault_of(with(by_key, name, pem_of(certified().app.get()))).key == "alipay_public_key");
  }
}

TEST_CASE("a damaged certificate is named") {
  for (const auto* name : {"app_certificate", "alipay_root_certificate", "alipay_certificate"}) {
    const auto fault = fault_of(with(certified().account(), name, "-----BEGIN CERTIFICATE-----"));
    CHECK(fault.key == name);
    CHECK_FALSE(fault.why.empty());
  }
}

TEST_CASE("keys that do not fit each other are told apart at the start") {
  const auto& w = certified();
  CHECK(fault_of(with(w.account(), "app_certificate", pem_of(w.alipay.get()))).why ==
        "it belongs to another key than app_key");
  CHECK(fault_of(with(w.account(), "alipay_certificate", pem_of(w.app.get()))).key ==
        "alipay_certificate");
  const auto own =
      fault_of(with(whole_account("alipay"), "alipay_public_key", our_pair().public_text));
  CHECK(own.key == "alipay_public_key");
  CHECK(own.why == "it is the application's own, and Alipay's is meant");
}

TEST_CASE("the private key may come as base64 alone") {
  const auto bare =
      base64(written([&](BIO* to) { return i2d_PrivateKey_bio(to, certified().app_key.get()); }));
  const auto made = find_dialect("alipay")->make(with(certified().account(), "app_key", bare));
  CHECK(std::holds_alternative<std::unique_ptr<dialect>>(made));
}

TEST_CASE("a certificate of Alipay's that is out of its time proves nothing") {
  const auto& w = certified();
  const auto speaks = dialect_of("alipay", w.account());
  const auto more = "\"alipay_cert_sn\":\"" + w.number_of(w.alipay) + "\",";
  const auto said = answered(signed_json(answer(more), w.alipays()));
  const auto after = made_at + std::chrono::days{11};
  CHECK(attempt_in(speaks->understand(call_of(operation::pay), said, after)).code == "unknown_key");
}

}  // namespace sluice::test::alipay_account_test
