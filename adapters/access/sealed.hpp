#pragma once
/// Text sealed with AES-256-GCM (NIST SP 800-38D): who has not the key can neither read nor change
/// it. The nonce is 96 random bits for each sealing (8.2.2 there): far fewer than 2^32 are made.

#include <optional>
#include <string>
#include <string_view>

#include "base/secret.hpp"

namespace sluice::access {

/// `key`: 32 raw bytes. `shown`: stands beside it unsealed, and cannot be changed either. Nonce,
/// sealed text and tag, as raw bytes.
[[nodiscard]] std::string seal(const secret& key, std::string_view shown, const secret& text);
/// Nothing: another key, or something was changed.
[[nodiscard]] std::optional<secret> unseal(const secret& key, std::string_view shown,
                                           std::string_view sealed);

}  // namespace sluice::access
