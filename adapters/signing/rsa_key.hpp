#pragma once
/// RSA keys, read once (key_text.hpp, certificate.hpp, p12.hpp) and then used from any thread. What
/// is done with them: rsa_signature.hpp, rsa_cipher.hpp. A private key has no way back to text.

#include "adapters/signing/openssl.hpp"
#include "adapters/signing/usable.hpp"

namespace sluice::signing {

/// Old certificates of others are still verified with; nothing of ours is signed or encrypted with
/// a key so short.
inline constexpr int shortest_to_verify = 1024;
inline constexpr int shortest_to_sign = 2048;
/// Longer ones cost whoever checks a signature more than any channel may ask for.
inline constexpr int longest_key = 8192;

/// The other side's half: checks what it signs, and encrypts what only it may read.
class public_key {
 public:
  [[nodiscard]] static usable<public_key> of(owned<EVP_PKEY> key);

  [[nodiscard]] int bits() const noexcept { return EVP_PKEY_get_bits(key_.get()); }
  [[nodiscard]] EVP_PKEY* handle() const noexcept { return key_.get(); }

 private:
  explicit public_key(owned<EVP_PKEY> key) : key_(std::move(key)) {}

  owned<EVP_PKEY> key_;
};

/// Ours: signs, and decrypts what others encrypted for us.
class private_key {
 public:
  /// Takes a tenth of a second: the halves are proven to belong together, because with others every
  /// signature would be refused.
  [[nodiscard]] static usable<private_key> of(owned<EVP_PKEY> key);

  [[nodiscard]] EVP_PKEY* handle() const noexcept { return key_.get(); }

 private:
  explicit private_key(owned<EVP_PKEY> key) : key_(std::move(key)) {}

  owned<EVP_PKEY> key_;
};

}  // namespace sluice::signing
