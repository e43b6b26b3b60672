#pragma once
/// HMAC-SHA256 (RFC 2104, FIPS 180-4), by OpenSSL 3: callers sign with it, channels too. Any
/// thread. Where OpenSSL cannot (no memory, no such algorithm) the process ends: nothing may be
/// accepted, or refused, by chance.

#include <array>
#include <cstdint>
#include <string_view>

namespace sluice {

/// `key`: raw bytes.
[[nodiscard]] std::array<std::uint8_t, 32> hmac_sha256(std::string_view key, std::string_view text);

}  // namespace sluice
