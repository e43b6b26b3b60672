#pragma once
/// Text sealed with AES-256-GCM (NIST SP 800-38D): who has not the key can neither read nor change
/// it. Used for the keystore, and for what is private in records (events/sealed_payload.hpp).

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/secret.hpp"

namespace sluice {

/// Used once with a key and never again: two texts under one nonce open each other. 96 random bits
/// (8.2.2 there) are as good as never the same for 2^32 texts under one key (8.3).
using seal_nonce = std::array<std::uint8_t, 12>;
inline constexpr std::size_t seal_tag_size = 16;

/// `key`: 32 raw bytes. `shown`: stands beside it unsealed, and cannot be changed either. Nonce,
/// sealed text and tag, as raw bytes.
[[nodiscard]] std::string seal(const secret& key, const seal_nonce& once, std::string_view shown,
                               const secret& text);
/// Nothing: another key, or something was changed.
[[nodiscard]] std::optional<secret> unseal(const secret& key, std::string_view shown,
                                           std::string_view sealed);

}  // namespace sluice
