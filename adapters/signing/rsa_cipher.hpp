#pragma once
/// Fields that only the other side may read, such as names and card numbers. The padding is random
/// and OpenSSL's own, so that the same text never looks the same twice. As base64 text.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/signing/rsa_key.hpp"
#include "base/secret.hpp"

namespace sluice::signing {

enum class rsa_padding : std::uint8_t {
  oaep_sha1,  ///< WeChat Pay V3 (RFC 8017, 7.1)
  pkcs1,      ///< UnionPay ACP (RFC 8017, 7.2)
};

/// Unusable: the key is too short, or the text too long for it.
[[nodiscard]] usable<std::string> rsa_encrypt(const public_key& to, rsa_padding padding,
                                              const secret& text);

/// Nothing: it is not for us. With pkcs1 some builds of OpenSSL then give noise, so that nobody
/// learns from the difference: what comes of it proves nothing about who wrote it.
[[nodiscard]] std::optional<secret> rsa_decrypt(const private_key& by, rsa_padding padding,
                                                std::string_view base64_text);

}  // namespace sluice::signing
