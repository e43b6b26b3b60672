#include "tests/adapters/signing/made_certificates.hpp"

#include <openssl/x509v3.h>

namespace sluice::test {

owned<X509> made_certificate(const certificate_wish& wish, EVP_PKEY* key, EVP_PKEY* by,
                             X509* issuer) {
  owned<X509> made(X509_new());
  auto* const x = made.get();
  const auto now = std::chrono::floor<std::chrono::seconds>(made_at).time_since_epoch().count();
  constexpr long day = 24L * 60 * 60;
  X509_set_version(x, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(x), wish.serial);
  ASN1_TIME_set(X509_getm_notBefore(x), now - wish.days * day);
  ASN1_TIME_set(X509_getm_notAfter(x), now + wish.days * day);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(x), "CN", MBSTRING_UTF8,
                             signing::bytes_of(std::string_view(wish.name)), -1, -1, 0);
  X509_set_issuer_name(x, X509_get_subject_name(issuer == nullptr ? x : issuer));
  X509_set_pubkey(x, key);
  auto* const use = X509V3_EXT_conf_nid(nullptr, nullptr, NID_basic_constraints,
                                        wish.is_company ? "critical,CA:TRUE" : "critical,CA:FALSE");
  X509_add_ext(x, use, -1);
  X509_EXTENSION_free(use);
  SLUICE_INVARIANT(X509_sign(x, by == nullptr ? key : by, wish.hash) > 0);
  return made;
}

}  // namespace sluice::test
