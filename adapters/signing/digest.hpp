#pragma once
/// Hashes that channels sign with, as hexadecimal text. MD5 and SHA-1 because their protocols have
/// them: nothing of ours is built on them. Any thread.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/secret.hpp"

namespace sluice::signing {

enum class hash : std::uint8_t { md5, sha1, sha256 };

enum class letters : std::uint8_t { lower, upper };

[[nodiscard]] std::string hex_digest(hash with, std::string_view text, letters in = letters::lower);

[[nodiscard]] std::string hex_hmac_sha256(const secret& key, std::string_view text,
                                          letters in = letters::lower);

/// Takes the same time wherever they differ, so that nobody finds a code letter by letter. Another
/// length is told at once: it is no secret.
[[nodiscard]] bool is_same_code(std::string_view computed, std::string_view received) noexcept;

}  // namespace sluice::signing
