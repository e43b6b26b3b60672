#pragma once
/// RSA signatures with PKCS#1 v1.5 padding (RFC 8017, 8.2), which all these channels use: the same
/// key and text always make the same signature. As base64 text, as they travel. A signature takes
/// about a millisecond, a check a twentieth of that: not for threads on which others wait.

#include <cstdint>
#include <string>
#include <string_view>

#include "adapters/signing/rsa_key.hpp"

namespace sluice::signing {

/// SHA-1 is what Alipay's RSA (not RSA2) and ACP 5.0.0 have.
enum class rsa_hash : std::uint8_t { sha1, sha256 };

[[nodiscard]] std::string rsa_sign(const private_key& by, rsa_hash with, std::string_view text);

/// False: another key, another text, or no signature at all.
[[nodiscard]] bool is_rsa_signature(std::string_view base64_text, const public_key& of,
                                    rsa_hash with, std::string_view text);

}  // namespace sluice::signing
