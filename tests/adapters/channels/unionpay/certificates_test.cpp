#include "adapters/channels/unionpay/certificates.hpp"

#include "adapters/channels/key_fetching.hpp"
#include "tests/adapters/channels/unionpay/made_unionpay.hpp"
#include "tests/catch.hpp"

namespace sluice::test::unionpay_certificates_test {

using std::chrono::days;

namespace {

/// One that encrypts, valid for so many days around made_at.
owned<X509> encrypting(long serial, int valid_days, const std::string& name = made_unionpay::name) {
  const auto& u = the_unionpay();
  return u.issued({.name = name, .serial = serial, .days = valid_days}, u.key.get());
}

/// Its certificate of encryption is number 20, and ends ten days after made_at.
std::unique_ptr<dialect> merchant() {
  auto account = the_unionpay().account();
  account.keys.add("encryption_certificate", secret(pem_of(encrypting(20, 10).get())));
  return speaks_unionpay(std::move(account));
}

form_fields brings(const owned<X509>& one) {
  return {{"merId", "777290058167151"}, {"txnType", "95"},
          {"txnSubType", "00"},         {"certType", "01"},
          {"respCode", "00"},           {"encryptPubKeyCert", pem_of(one.get())}};
}

fetched_keys taken(const dialect& by, const form_fields& fields) {
  return by.fetches_keys()->keys_from("", answered(raw(fields)), made_at);
}
std::string why_not(const form_fields& fields) {
  const auto speaks = merchant();
  const auto brought = taken(*speaks, fields);
  const auto* const why = std::get_if<std::string>(&brought);
  return why == nullptr ? "" : *why;
}

std::string number_with(const dialect& speaks) { return speaks.certificates().back().serial; }

form_fields with(form_fields fields, const char* name, const std::string& value) {
  fields[name] = value;
  return fields;
}

}  // namespace

TEST_CASE("UnionPay's certificate of encryption is fetched daily in its last month") {
  const auto speaks = merchant();
  const auto& keys = *speaks->fetches_keys();
  CHECK(keys.fetched_every(made_at) == days{1});
  CHECK_FALSE(keys.fetched_every(made_at - days{21}));
  CHECK(merchant_of_unionpay().fetches_keys() == nullptr);
  const auto request = keys.key_request("", {.now = made_at});
  REQUIRE(request);
  CHECK(request->target == "/gateway/api/backTransReq.do");
  const auto fields = std::get<form_fields>(form_decode(request->body));
  CHECK(fields.at("txnType") == "95");
  CHECK(fields.at("certType") == "01");
  CHECK(fields.at("txnTime") == "20260115080000");
  CHECK_FALSE(fields.at("signature").empty());
}

TEST_CASE("UnionPay's next certificate of encryption takes the place of the one that ends") {
  const auto& u = the_unionpay();
  const auto speaks = merchant();
  CHECK(number_with(*speaks) == "20");
  const auto brought = taken(*speaks, u.signed_fields(brings(encrypting(21, 400))));
  const auto next = std::get<std::shared_ptr<const dialect>>(brought);
  CHECK(number_with(*next) == "21");
  CHECK_FALSE(next->fetches_keys()->fetched_every(made_at));
  const auto same = taken(*speaks, u.signed_fields(brings(encrypting(22, 9))));
  CHECK(number_with(*std::get<std::shared_ptr<const dialect>>(same)) == "20");
}

TEST_CASE("a certificate of encryption is taken from UnionPay, of UnionPay, for us") {
  const auto& u = the_unionpay();
  const auto good = brings(encrypting(21, 400));
  CHECK(why_not(u.signed_fields(good)).empty());
  CHECK(why_not(good) == "not_signed");
  CHECK(why_not(made_unionpay::signed_by(good, u.merchant_signs, u.merchant.get())) ==
        "foreign_signer");
  CHECK(why_not(u.signed_fields(brings(encrypting(21, 400, made_unionpay::merchant_name)))) ==
        "foreign_signer");
  const auto foreign_key = made_rsa();
  const auto foreign =
      made_certificate({.name = made_unionpay::name, .serial = 21}, foreign_key.get());
  CHECK(why_not(u.signed_fields(brings(foreign))) == "foreign_company");
  CHECK(why_not(u.signed_fields(brings(encrypting(21, -1)))) == "foreign_company");
  CHECK(why_not(u.signed_fields(with(good, "merId", "1"))) == "foreign_account");
  CHECK(why_not(u.signed_fields(with(good, "txnType", "01"))) == "foreign_account");
  CHECK(why_not(u.signed_fields(with(good, "respCode", "01"))) == "refused");
  CHECK(why_not(u.signed_fields(with(good, "encryptPubKeyCert", "x"))) == "certificate_unreadable");
}

}  // namespace sluice::test::unionpay_certificates_test
