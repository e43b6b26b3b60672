#include "base/base64.hpp"
#include "tests/adapters/channels/unionpay/made_unionpay.hpp"

namespace sluice::test::unionpay_keys_test {
namespace {

/// Which key is refused, of these; "": none.
std::string refused(const account_keys& keys) {
  auto account = the_unionpay().account();
  account.keys = keys;
  const auto made = unionpay_dialect::make(std::move(account));
  const auto* no = std::get_if<key_fault>(&made);
  if (no == nullptr) return "";
  CHECK_FALSE(no->why.empty());
  CHECK_FALSE(no->allowed.empty());
  return no->key;
}
account_keys but(const std::vector<std::string>& left_out,
                 const std::vector<std::pair<std::string, std::string>>& others = {}) {
  account_keys out;
  for (const auto& [name, text] : the_unionpay().keys())
    if (std::find(left_out.begin(), left_out.end(), name) == left_out.end()) out.add(name, text);
  for (const auto& [name, text] : others) out.add(name, secret(text));
  return out;
}

std::string made_p12(const std::string& password) {
  const auto& u = the_unionpay();
  const owned<PKCS12> made(PKCS12_create(
      password.c_str(), "test", u.merchant_key.get(), u.merchant.get(), nullptr, 0, 0, 0, 0, 0));
  return written([&](BIO* to) { return i2d_PKCS12_bio(to, made.get()); });
}

}  // namespace

TEST_CASE("an account at UnionPay needs its keys, and each damaged one is named") {
  CHECK(refused(but({})).empty());
  for (const auto* name : {"merchant_key", "merchant_certificate", "root", "middle"}) {
    INFO(name);
    CHECK(refused(but({name})) == name);
    CHECK(refused(but({}, {{name, "junk"}})) == name);
  }
  CHECK(refused(but({"merchant_key", "merchant_certificate"})) == "merchant_key");
  CHECK(refused(but({}, {{"encryption_certificate", "junk"}})) == "encryption_certificate");
  CHECK(refused(but({}, {{"test_system", "maybe"}})) == "test_system");
  CHECK(refused(but({}, {{"test_system", "no"}})).empty());
  for (const auto* number : {"", "6200 0000001", "{trId}", "one"})
    CHECK(refused(but({}, {{"token_requestor_id", number}})) == "token_requestor_id");
  CHECK(refused(but({}, {{"token_requestor_id", "62000000001"}})).empty());
}

TEST_CASE("a merchant's key must be its certificate's") {
  const auto other = pem_of(the_unionpay().own.get());
  CHECK(refused(but({}, {{"merchant_certificate", other}})) == "merchant_certificate");
}

TEST_CASE("a merchant's key may come as the file that UnionPay hands out, in one way only") {
  const std::vector<std::string> pem{"merchant_key", "merchant_certificate"};
  const auto file = made_p12("000000");
  auto lines = base64(file);
  lines.insert(60, "\r\n");
  lines += '\n';
  for (const auto& written_as : {file, base64(file), lines})
    CHECK(refused(but(pem, {{"merchant_p12", written_as}, {"p12_password", "000000"}})).empty());
  CHECK(refused(but(pem, {{"merchant_p12", file}, {"p12_password", "1"}})) == "merchant_p12");
  CHECK(refused(but(pem, {{"merchant_p12", "junk"}, {"p12_password", "000000"}})) ==
        "merchant_p12");
  CHECK(refused(but({}, {{"merchant_p12", file}, {"p12_password", "000000"}})) == "merchant_key");
}

}  // namespace sluice::test::unionpay_keys_test
