#pragma once
/// Signatures of ACP 5.1.0: SHA-256 of the sorted fields, written in hexadecimal digits, and RSA
/// with SHA-256 over those digits. UnionPay sends its certificate along (signPubKeyCert), so that a
/// signature alone proves nothing: merchants have certificates of the same company. Source:
/// open.unionpay.com, ACP interface, appendix of signatures.

#include <optional>
#include <string_view>

#include "adapters/channels/form.hpp"
#include "adapters/channels/unionpay/keys.hpp"
#include "adapters/signing/certificate.hpp"
#include "base/instant.hpp"

namespace sluice::unionpay {

/// Base64, for the field signature.
[[nodiscard]] std::string signature_of(const form_fields& fields, const keys& with);

/// Why these fields are not proven to be UnionPay's, as a code for the log. Nothing: they are.
[[nodiscard]] std::optional<std::string_view> why_not_proven(const form_fields& fields,
                                                             const keys& with, instant now);

/// Nothing: the certificate is of the pinned company, and UnionPay's own.
[[nodiscard]] std::optional<std::string_view> why_not_theirs(const signing::certificate& shown,
                                                             const keys& with, instant now);

}  // namespace sluice::unionpay
