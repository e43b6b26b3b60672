#pragma once
/// Certificates and PKCS#12 files made for a test.

#include <string>

#include "adapters/signing/certificate.hpp"
#include "tests/adapters/signing/made_keys.hpp"
#include "tests/adapters/signing/used.hpp"

namespace sluice::test {

inline const instant made_at{std::chrono::sys_days{std::chrono::year{2026} / 1 / 15}};

struct certificate_wish {
  std::string name = "test";
  long serial = 1;
  bool is_company = false;  ///< may sign others
  int days = 10;            ///< before and after made_at
  const EVP_MD* hash = EVP_sha256();
};

/// For `key`, signed with `by` in the name of `issuer`; by itself where there is none.
[[nodiscard]] owned<X509> made_certificate(const certificate_wish& wish, EVP_PKEY* key,
                                           EVP_PKEY* by = nullptr, X509* issuer = nullptr);

[[nodiscard]] inline std::string pem_of(X509* made) {
  return written([&](BIO* to) { return PEM_write_bio_X509(to, made); });
}
[[nodiscard]] inline signing::certificate as_read(const owned<X509>& made) {
  return used(signing::certificate::first_in(pem_of(made.get())));
}

}  // namespace sluice::test
