#pragma once
/// Texts that WeChat Pay seals with a key that the merchant chose. Nothing: not sealed for us, or
/// changed on the way; a key of another length opens nothing either. Raw bytes in and out.

#include <optional>
#include <string_view>

#include "base/secret.hpp"

namespace sluice::signing {

/// V3's AEAD_AES_256_GCM. `key`: the APIv3 key, 32 bytes; `nonce`: 12; `sealed`: the text, and its
/// tag in the last 16; `beside`: associated_data, may be empty.
[[nodiscard]] std::optional<secret> open_aead_aes_256_gcm(
    const secret& key, std::string_view nonce, std::string_view beside, std::string_view sealed);

/// V2's req_info: AES-256-ECB, PKCS#7 padding. `api_key`: V2's key as the merchant has it. There is
/// no tag: whoever reads what comes of it must be ready for anything, and believe nothing.
[[nodiscard]] std::optional<secret> open_req_info(const secret& api_key, std::string_view sealed);

/// The same under the very key, 32 bytes.
[[nodiscard]] std::optional<secret> open_aes_256_ecb(const secret& key, std::string_view sealed);

}  // namespace sluice::signing
