#include "adapters/signing/p12.hpp"

#include <openssl/provider.h>

namespace sluice::signing {
namespace {

/// Such files are mostly encrypted with RC2 of 40 bits, which OpenSSL 3 has in a module of its own.
/// Loaded for this alone, so that nothing else finds ciphers that are broken. Kept for the life of
/// the process: keys read there belong to it.
OSSL_LIB_CTX* old_ciphers() {
  static OSSL_LIB_CTX* const with_legacy = [] {
    auto* const made = OSSL_LIB_CTX_new();
    SLUICE_INVARIANT(made != nullptr && OSSL_PROVIDER_load(made, "default") != nullptr);
    // Where the module is not installed, newer files can be read all the same.
    OSSL_PROVIDER_load(made, "legacy");
    return made;
  }();
  return with_legacy;
}

bool has_old_ciphers() { return OSSL_PROVIDER_available(old_ciphers(), "legacy") == 1; }

owned<PKCS12> envelope_in(std::string_view file) {
  auto* made = PKCS12_init_ex(NID_pkcs7_data, old_ciphers(), nullptr);
  SLUICE_INVARIANT(made != nullptr);
  const bool read = d2i_PKCS12_bio(reader_of(file).get(), &made) != nullptr;
  owned<PKCS12> envelope(made);  // null where reading has freed it
  return read ? std::move(envelope) : nullptr;
}

/// How often the password is hashed: the file says so, before anything about it is proven.
bool is_too_slow(const PKCS12* envelope) {
  constexpr long most_rounds = 1'000'000;
  const ASN1_INTEGER* rounds = nullptr;
  PKCS12_get0_mac(nullptr, nullptr, nullptr, &rounds, envelope);
  return rounds != nullptr &&
         (ASN1_INTEGER_get(rounds) < 0 || ASN1_INTEGER_get(rounds) > most_rounds);
}

}  // namespace

usable<identity> identity_in(std::string_view file, const secret& password) {
  const forget_errors guard;
  const auto envelope = envelope_in(file);
  if (envelope == nullptr)
    return unusable{"this is no PKCS#12 file: its bytes as they came (.p12, .pfx) are allowed"};
  if (is_too_slow(envelope.get()))
    return unusable{"the PKCS#12 file hashes its password too often: a million times are allowed"};
  const auto& word = password.reveal();
  if (PKCS12_verify_mac(envelope.get(), word.c_str(), static_cast<int>(word.size())) != 1)
    return unusable{"the PKCS#12 file does not open with this password, or it is damaged"};
  EVP_PKEY* found_key = nullptr;
  X509* found_certificate = nullptr;
  const bool opened =
      PKCS12_parse(envelope.get(), word.c_str(), &found_key, &found_certificate, nullptr) == 1;
  owned<EVP_PKEY> key(found_key);
  owned<X509> own(found_certificate);
  if (!opened)
    return unusable{has_old_ciphers()
                        ? "the PKCS#12 file is encrypted in a way that OpenSSL does not know"
                        : "the PKCS#12 file is encrypted in a way that OpenSSL's module \"legacy\" "
                          "knows, which is not installed"};
  if (key == nullptr || own == nullptr)
    return unusable{"the PKCS#12 file must hold a private key and its certificate"};
  auto ours = private_key::of(std::move(key));
  if (auto* no = std::get_if<unusable>(&ours)) return std::move(*no);
  auto shown = certificate::of(std::move(own));
  if (auto* no = std::get_if<unusable>(&shown)) return std::move(*no);
  return identity{.key = std::get<private_key>(std::move(ours)),
                  .own = std::get<certificate>(std::move(shown))};
}

}  // namespace sluice::signing
