#include "adapters/signing/alipay_sn.hpp"

#include "adapters/signing/digest.hpp"
#include "tests/adapters/channels/vectors.hpp"
#include "tests/adapters/signing/made_certificates.hpp"

namespace sluice::test {

using namespace signing;

TEST_CASE("Alipay's number of a certificate is made of its issuer and its serial") {
  const auto company = made_rsa();
  const auto root = made_certificate({.name = "银联, Ltd", .is_company = true}, company.get());
  const auto key = made_rsa();
  const auto one = as_read(made_certificate({.serial = 77}, key.get(), company.get(), root.get()));
  CHECK(alipay_sn(one) == hex_digest(hash::md5, "CN=银联\\, Ltd77"));
}

TEST_CASE("of roots, those that RSA signed are named") {
  const owned<EVP_PKEY> curve(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
  const auto key = made_rsa();
  const auto roots = used(certificate::all_in(pem_of(made_certificate({}, key.get()).get()) +
                                              pem_of(made_certificate({}, curve.get()).get()) +
                                              pem_of(made_certificate({}, key.get()).get())));
  REQUIRE(roots.size() == 3);
  const auto one = hex_digest(hash::md5, "CN=test1");
  CHECK(alipay_root_sn(roots) == one + "_" + one);
  CHECK(alipay_root_sn(std::span(roots).subspan(1, 1)).empty());
}

TEST_CASE("published numbers of certificates: Alipay") {
  const auto vector = vector_json("alipay/cert_sn.json");
  if (!vector) return;
  for (const auto& one : (*vector)["cases"]) {
    const bool is_root = one.contains("root");
    const auto name = one[is_root ? "root" : "cert"].get<std::string>();
    const auto pem = vector_text("alipay/" + name);
    if (!pem) return;
    INFO(name);
    const auto all = used(certificate::all_in(*pem));
    CHECK((is_root ? alipay_root_sn(all) : alipay_sn(all.front())) == one["sn"]);
  }
}

}  // namespace sluice::test
