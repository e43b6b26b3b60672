#pragma once
/// How the simulated UnionPay checks requests and signs answers. Private to its face.

#include <string>

#include "sim/providers/wire_text.hpp"

namespace sluice::sim::unionpay {

/// Version, signMethod, certId and signature are right.
[[nodiscard]] bool is_rightly_signed(const form& fields);

/// The card number of a back transaction can be read, or none is there.
[[nodiscard]] bool has_readable_card(const form& fields);

/// Adds signMethod, signPubKeyCert and signature.
[[nodiscard]] form signed_fields(form fields);

/// k=v&k=v, not URL-encoded: certificate and signature last.
[[nodiscard]] std::string plain_text(const form& fields);

}  // namespace sluice::sim::unionpay
