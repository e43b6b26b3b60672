#include "adapters/signing/alipay_sn.hpp"

#include <openssl/objects.h>

#include "adapters/signing/digest.hpp"

namespace sluice::signing {
namespace {

std::string issuer_text(const certificate& of) {
  constexpr unsigned long rfc4514 =
      XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB);
  const owned<BIO> to(BIO_new(BIO_s_mem()));
  SLUICE_INVARIANT(to != nullptr);
  if (X509_NAME_print_ex(to.get(), X509_get_issuer_name(of.handle()), 0, rfc4514) < 0) return {};
  char* text = nullptr;
  const auto size = BIO_get_mem_data(to.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

bool is_signed_with_rsa(const certificate& one) {
  int key = NID_undef;
  return OBJ_find_sigid_algs(X509_get_signature_nid(one.handle()), nullptr, &key) == 1 &&
         key == NID_rsaEncryption;
}

}  // namespace

std::string alipay_sn(const certificate& of) {
  const forget_errors guard;
  return hex_digest(hash::md5, issuer_text(of) + of.serial_decimal());
}

std::string alipay_root_sn(std::span<const certificate> roots) {
  std::string out;
  for (const auto& root : roots) {
    if (!is_signed_with_rsa(root)) continue;
    if (!out.empty()) out += '_';
    out += alipay_sn(root);
  }
  return out;
}

}  // namespace sluice::signing
