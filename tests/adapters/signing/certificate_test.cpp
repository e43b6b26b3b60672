#include "adapters/signing/certificate.hpp"

#include "adapters/signing/key_text.hpp"
#include "adapters/signing/rsa_signature.hpp"
#include "base/time_text.hpp"
#include "tests/adapters/channels/vectors.hpp"
#include "tests/adapters/signing/made_certificates.hpp"
#include "tests/app/contains.hpp"

namespace sluice::test {

using namespace signing;

TEST_CASE("a certificate says its number in both ways, its name, its time and its key") {
  const auto key = made_rsa();
  const auto made =
      made_certificate({.name = "041@8310@中国银联@0001", .serial = 0x1046900149}, key.get());
  const auto read = used(certificate::first_in("text around it\n" + pem_of(made.get()) + "more"));
  CHECK(read.serial_hex() == "1046900149");
  CHECK(read.serial_decimal() == "69903319369");
  CHECK(read.common_name() == "041@8310@中国银联@0001");
  CHECK(rfc3339(read.valid_from()) == "2026-01-05T00:00:00.000Z");
  CHECK(rfc3339(read.valid_until()) == "2026-01-25T00:00:00.000Z");
  const auto ours = used(private_key_in(secret(private_pem(key.get()))));
  CHECK(is_rsa_signature(
      rsa_sign(ours, rsa_hash::sha256, "t"), used(read.key()), rsa_hash::sha256, "t"));
}

TEST_CASE("a certificate is valid from its first to its last second") {
  const auto read = as_read(made_certificate({}, made_rsa().get()));
  const millis one{1};
  CHECK(read.is_valid_at(read.valid_from()));
  CHECK(read.is_valid_at(read.valid_until()));
  CHECK_FALSE(read.is_valid_at(read.valid_from() - one));
  CHECK_FALSE(read.is_valid_at(read.valid_until() + one));
}

TEST_CASE("the parts of a name stand between its @") {
  using parts = std::vector<std::string_view>;
  CHECK(parts_of_name("041@8310@银联@0001") == parts{"041", "8310", "银联", "0001"});
  CHECK(parts_of_name("@a@") == parts{"", "a", ""});
  CHECK(parts_of_name("a") == parts{"a"});
  CHECK(parts_of_name("") == parts{""});
}

TEST_CASE("who has two names has none") {
  const auto key = made_rsa();
  const auto made = made_certificate({.name = "one"}, key.get());
  auto* const subject = X509_get_subject_name(made.get());
  X509_NAME_add_entry_by_txt(
      subject, "CN", MBSTRING_UTF8, bytes_of(std::string_view("two")), -1, -1, 0);
  X509_sign(made.get(), key.get(), EVP_sha256());
  CHECK(as_read(made).common_name().empty());
}

TEST_CASE("a file of certificates is read whole or not at all") {
  const auto key = made_rsa();
  const auto one = pem_of(made_certificate({.serial = 1}, key.get()).get());
  const auto two = pem_of(made_certificate({.serial = 2}, key.get()).get());
  const auto all = used(certificate::all_in(one + private_pem(key.get()) + two));
  REQUIRE(all.size() == 2);
  CHECK(all[1].serial_hex() == "02");
  CHECK_THAT(why_not(certificate::all_in(one + two.substr(0, two.size() / 2))),
             contains("certificate 2 of the file"));
  CHECK_THAT(why_not(certificate::all_in("")), contains("certificate 1 of the file"));
}

TEST_CASE("junk is no certificate, and nobody is asked for a password") {
  const auto good = pem_of(made_certificate({}, made_rsa().get()).get());
  const std::string encrypted =
      "-----BEGIN CERTIFICATE-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,"
      "00112233445566778899AABBCCDDEEFF\n\nAAAA\n-----END CERTIFICATE-----\n";
  for (const auto& junk : {std::string(), std::string("x"), std::string(100, '\0'),
                           good.substr(0, good.size() / 2), good.substr(40), encrypted})
    CHECK_THAT(why_not(certificate::first_in(junk)), contains("PEM is allowed"));
}

TEST_CASE("published certificates have the numbers, names and times that are published") {
  const auto acp = vector_text("unionpay/acp_test_verify_2020.pem");
  const auto merchant = vector_text("unionpay/acp_test_sign_cert.pem");
  const auto wechat = vector_text("wechat_v3/go_notify_certificate.pem");
  const auto chain = vector_json("unionpay/acp510_response_query.json");
  if (!acp || !merchant || !wechat || !chain) return;
  const auto shown = used(certificate::first_in(*acp));
  const auto& expected = (*chain)["chain"];
  CHECK(shown.common_name() == expected["cn"]);
  CHECK(parts_of_name(expected["cn"].get_ref<const std::string&>()).at(2) ==
        "中国银联股份有限公司");
  CHECK(shown.valid_from() == instant_from_rfc3339(expected["not_before"].get<std::string>()));
  CHECK(shown.valid_until() == instant_from_rfc3339(expected["not_after"].get<std::string>()));
  CHECK(used(certificate::first_in(*merchant)).serial_decimal() == "69903319369");
  CHECK(used(certificate::first_in(*wechat)).serial_hex() == "D7CE59D1F522D701");
}

}  // namespace sluice::test
