#include "adapters/signing/rsa_key.hpp"

#include <optional>
#include <string_view>
#include <utility>

namespace sluice::signing {
namespace {

std::optional<unusable> why_not(EVP_PKEY* key, int shortest, const std::string& for_what) {
  if (EVP_PKEY_is_a(key, "RSA") != 1) {
    const auto* const kind = EVP_PKEY_get0_type_name(key);
    return unusable{
        "the key is of the kind " + std::string(kind == nullptr ? "?" : kind) + ": RSA is allowed"};
  }
  const auto bits = EVP_PKEY_get_bits(key);
  if (bits >= shortest && bits <= longest_key) return std::nullopt;
  return unusable{"the key has " + std::to_string(bits) + " bits: " + for_what + ' ' +
                  std::to_string(shortest) + " to " + std::to_string(longest_key) + " are allowed"};
}

/// Its public half proves what its private half signs. OpenSSL's own check looks for primes, too:
/// that takes a third of a second, and an engine has many keys.
bool belongs_together(EVP_PKEY* key) {
  const forget_errors on_return;
  constexpr std::string_view trial = "sluice";
  const owned<EVP_MD_CTX> signing(EVP_MD_CTX_new()), proving(EVP_MD_CTX_new());
  std::string signature(static_cast<std::size_t>(EVP_PKEY_get_size(key)), '\0');
  auto size = signature.size();
  return EVP_DigestSignInit(signing.get(), nullptr, EVP_sha256(), nullptr, key) == 1 &&
         EVP_DigestSign(signing.get(), bytes_of(signature), &size, bytes_of(trial), trial.size()) ==
             1 &&
         EVP_DigestVerifyInit(proving.get(), nullptr, EVP_sha256(), nullptr, key) == 1 &&
         EVP_DigestVerify(
             proving.get(), bytes_of(signature), size, bytes_of(trial), trial.size()) == 1;
}

}  // namespace

usable<public_key> public_key::of(owned<EVP_PKEY> key) {
  if (auto no = why_not(key.get(), shortest_to_verify, "to verify with,")) return std::move(*no);
  return public_key(std::move(key));
}

usable<private_key> private_key::of(owned<EVP_PKEY> key) {
  if (auto no = why_not(key.get(), shortest_to_sign, "to sign with,")) return std::move(*no);
  if (!belongs_together(key.get()))
    return unusable{"the private key is damaged: its numbers do not belong together"};
  return private_key(std::move(key));
}

}  // namespace sluice::signing
