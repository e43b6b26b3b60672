#pragma once
/// SHA-256 (FIPS 180-4) of some bytes, by OpenSSL. For what is hashed now and then; the log's chain
/// and the edge's signatures keep contexts of their own.

#include <array>
#include <cstdint>
#include <string_view>

namespace sluice {

[[nodiscard]] std::array<std::uint8_t, 32> sha256_of(std::string_view bytes);

}  // namespace sluice
