#include "adapters/channels/alipay/certificates.hpp"

#include <nlohmann/json.hpp>

#include "adapters/channels/form.hpp"
#include "adapters/channels/key_fetching.hpp"
#include "adapters/signing/alipay_sn.hpp"
#include "adapters/signing/key_text.hpp"
#include "base/base64.hpp"
#include "tests/adapters/channels/calls.hpp"
#include "tests/adapters/channels/signed_answers.hpp"
#include "tests/adapters/signing/made_certificates.hpp"
#include "tests/catch.hpp"

namespace sluice::test::alipay_certificates_test {
namespace {

constexpr auto node = "alipay_open_app_alipaycert_download_response";

/// Alipay's root signs for merchants, too. Its second certificate is of its second key.
struct company {
  owned<EVP_PKEY> root_key = made_rsa(), app_key = made_rsa(), first_key = made_rsa(),
                  second_key = made_rsa();
  owned<X509> root =
      made_certificate({.name = "Root R1", .serial = 7, .is_company = true}, root_key.get());
  owned<X509> app = by_root({.name = "app", .serial = 8}, app_key);
  owned<X509> first = by_root({.name = "Alipay", .serial = 9}, first_key);
  owned<X509> second = by_root({.name = "Alipay", .serial = 10}, second_key);

  [[nodiscard]] owned<X509> by_root(const certificate_wish& wish,
                                    const owned<EVP_PKEY>& key) const {
    return made_certificate(wish, key.get(), root_key.get(), root.get());
  }
  [[nodiscard]] std::unique_ptr<dialect> speaks() const {
    return dialect_of("alipay", {.app_id = "2014",
                                 .keys = {{"app_key", secret(private_pem(app_key.get()))},
                                          {"app_certificate", secret(pem_of(app.get()))},
                                          {"alipay_root_certificate", secret(pem_of(root.get()))},
                                          {"alipay_certificate", secret(pem_of(first.get()))}}});
  }
};

const company& ant() {
  static const company made;
  return made;
}

std::string number_of(const owned<X509>& one) { return signing::alipay_sn(as_read(one)); }

http_result download(const std::string& pem, const char* code = "10000") {
  const nlohmann::json said{
      {node, {{"code", code}, {"alipay_cert_content", base64(pem)}}}, {"sign", ""}};
  return answered(said.dump());
}

/// What was taken under the number of `one`: "" or why it was not.
std::string why_not(const dialect& speaks, const owned<X509>& one, const http_result& said) {
  const auto brought = speaks.fetches_keys()->keys_from(number_of(one), said, made_at);
  const auto* const why = std::get_if<std::string>(&brought);
  return why == nullptr ? "" : *why;
}

http_result paid_by(const owned<X509>& one, const owned<EVP_PKEY>& key) {
  const auto said =
      "{\"alipay_trade_query_response\":{\"code\":\"10000\",\"out_trade_no\":\"K1\","
      "\"trade_status\":\"TRADE_SUCCESS\",\"total_amount\":\"12.50\"},\"alipay_cert_sn\":\"" +
      number_of(one) + "\",\"sign\":\"x\"}";
  return answered(signed_json(said, used(signing::private_key_in(secret(private_pem(key.get()))))));
}

}  // namespace

TEST_CASE("Alipay's next certificate is asked for by its number, and proves what it signs") {
  const auto speaks = ant().speaks();
  const auto by_second = paid_by(ant().second, ant().second_key);
  const auto call = call_of(operation::query);
  CHECK(code_in(speaks->understand(call, by_second, made_at)) == "unknown_key");
  const auto& keys = *speaks->fetches_keys();
  const auto named = keys.unknown_key_of(by_second.response, made_at);
  CHECK(named == number_of(ant().second));
  const auto request = keys.key_request(named, {.now = made_at});
  REQUIRE(request);
  const auto fields = std::get<form_fields>(form_decode(request->body));
  CHECK(fields.at("method") == "alipay.open.app.alipaycert.download");
  CHECK(fields.at("biz_content") == "{\"alipay_cert_sn\":\"" + named + "\"}");
  const auto brought = keys.keys_from(named, download(pem_of(ant().second.get())), made_at);
  const auto next = std::get<std::shared_ptr<const dialect>>(brought);
  const auto paid = attempt_in(next->understand(call, by_second, made_at));
  CHECK(paid.found == order::finding::paid);
  const auto by_first = paid_by(ant().first, ant().first_key);
  CHECK(attempt_in(next->understand(call, by_first, made_at)).found == order::finding::paid);
  CHECK(next->fetches_keys()->unknown_key_of(by_second.response, made_at).empty());
}

TEST_CASE("a certificate is taken that is of the pinned root, Alipay's, and the one asked for") {
  const auto speaks = ant().speaks();
  const auto& second = ant().second;
  CHECK(why_not(*speaks, second, download(pem_of(second.get()))).empty());
  CHECK(why_not(*speaks, second, download(pem_of(ant().first.get()))) == "another_certificate");
  const auto& merchants = ant().app;
  CHECK(why_not(*speaks, merchants, download(pem_of(merchants.get()))) == "foreign_signer");
  const auto foreign_key = made_rsa();
  const auto foreign = made_certificate({.name = "Alipay", .serial = 10}, foreign_key.get());
  CHECK(why_not(*speaks, foreign, download(pem_of(foreign.get()))) == "foreign_company");
  const auto old = ant().by_root({.name = "Alipay", .serial = 11, .days = -1}, ant().second_key);
  CHECK(why_not(*speaks, old, download(pem_of(old.get()))) == "foreign_company");
}

TEST_CASE("between a certificate and its root another may stand, which comes with it") {
  const auto middle_key = made_rsa();
  const auto middle =
      ant().by_root({.name = "Middle", .serial = 12, .is_company = true}, middle_key);
  const auto leaf = made_certificate(
      {.name = "Alipay", .serial = 13}, ant().second_key.get(), middle_key.get(), middle.get());
  const auto speaks = ant().speaks();
  CHECK(why_not(*speaks, leaf, download(pem_of(leaf.get()))) == "foreign_company");
  CHECK(why_not(*speaks, leaf, download(pem_of(leaf.get()) + pem_of(middle.get()))).empty());
}

TEST_CASE("a download that is refused or damaged brings nothing") {
  const auto speaks = ant().speaks();
  const auto& second = ant().second;
  CHECK(why_not(*speaks, second, download(pem_of(second.get()), "40004")) == "refused");
  CHECK(why_not(*speaks, second, answered("{}")) == "refused");
  CHECK(why_not(*speaks, second, answered("<html>")) == "unreadable");
  CHECK(why_not(*speaks, second, download("no certificate")) == "unreadable");
  CHECK(why_not(*speaks, second, answered("", 502)) == "http_502");
  CHECK(why_not(*speaks, second, {.kind = http_result::outcome::cut_off}) == "unreachable");
}

TEST_CASE("what is no certificate's number is not asked for, whoever names it") {
  const auto speaks = ant().speaks();
  const auto& keys = *speaks->fetches_keys();
  CHECK_FALSE(keys.key_request("x\",\"y\":\"", {.now = made_at}));
  CHECK(keys.unknown_key_of(answered(R"({"alipay_cert_sn":"A1"})").response, made_at).empty());
  const auto notice = posted("/notify/ali", "alipay_cert_sn=" + number_of(ant().second));
  CHECK(keys.unknown_key_of(notice, made_at) == number_of(ant().second));
  CHECK(dialect_of("alipay", whole_account("alipay"))->fetches_keys() == nullptr);
}

}  // namespace sluice::test::alipay_certificates_test
