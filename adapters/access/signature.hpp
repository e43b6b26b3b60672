#pragma once
/// The two ways to sign: HMAC-SHA256 (base/hmac_sha256.hpp) and Ed25519 (RFC 8032), by OpenSSL 3.
/// Any thread. Where OpenSSL cannot (no memory, no such algorithm) the process ends: nothing may be
/// accepted, or refused, by chance.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/hmac_sha256.hpp"
#include "base/secret.hpp"
#include "base/sha256.hpp"
#include "domain/access/principal.hpp"

namespace sluice::access {

using digest = std::array<std::uint8_t, 32>;

/// Takes the same time wherever they differ.
[[nodiscard]] bool is_same(const digest& one, const digest& other) noexcept;

/// `seed`: the 32 bytes of RFC 8032's private key.
[[nodiscard]] std::string ed25519_sign(std::string_view seed, std::string_view text);
[[nodiscard]] ed25519_public ed25519_public_of(std::string_view seed);
/// A tenth of a millisecond: not for threads on which others wait.
[[nodiscard]] bool ed25519_verify(const ed25519_public& key, std::string_view text,
                                  std::string_view signature);

/// A caller's own half of a key: whoever has it is its owner.
struct signing_key {
  key_id id;
  key_kind kind = key_kind::hmac_sha256;
  secret bytes{};  ///< 32 raw bytes: the HMAC's key, or Ed25519's seed
};

/// In lower-case hexadecimal digits, as it is sent.
[[nodiscard]] std::string sign(const signing_key& with, std::string_view text);

}  // namespace sluice::access
