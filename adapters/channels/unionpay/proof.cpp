#include "adapters/channels/unionpay/proof.hpp"

#include "adapters/signing/digest.hpp"
#include "adapters/signing/rsa_signature.hpp"
#include "adapters/signing/sorted_pairs.hpp"

namespace sluice::unionpay {
namespace {

using namespace signing;

std::string signed_text(const form_fields& fields) {
  return hex_digest(hash::sha256, sorted_pairs(fields, unsigned_in_acp));
}

bool is_unionpay(const certificate& shown, bool in_test_system) {
  constexpr std::size_t holder = 2;
  const auto name = shown.common_name();
  const auto parts = parts_of_name(name);
  if (parts.size() <= holder) return false;
  return parts[holder] == "中国银联股份有限公司" ||
         (in_test_system && parts[holder] == "00040000:SIGN");
}

}  // namespace

std::optional<std::string_view> why_not_theirs(const certificate& shown, const keys& with,
                                               instant now) {
  if (with.company->why_not(shown, now)) return "foreign_company";
  if (!is_unionpay(shown, with.of_test_system)) return "foreign_signer";
  return std::nullopt;
}

std::string signature_of(const form_fields& fields, const keys& with) {
  return rsa_sign(*with.merchant_key, rsa_hash::sha256, signed_text(fields));
}

std::optional<std::string_view> why_not_proven(const form_fields& fields, const keys& with,
                                               instant now) {
  const auto signature = value_of(fields, "signature");
  const auto pem = value_of(fields, "signPubKeyCert");
  if (signature.empty() || pem.empty()) return "not_signed";
  const auto read = certificate::first_in(pem.as_received());
  const auto* shown = std::get_if<certificate>(&read);
  if (shown == nullptr) return "certificate_unreadable";
  if (const auto why = why_not_theirs(*shown, with, now)) return why;
  const auto key = shown->key();
  const auto* theirs = std::get_if<public_key>(&key);
  if (theirs == nullptr ||
      !is_rsa_signature(signature.as_received(), *theirs, rsa_hash::sha256, signed_text(fields)))
    return "wrong_signature";
  return std::nullopt;
}

}  // namespace sluice::unionpay
