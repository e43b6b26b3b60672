#include "adapters/signing/digest.hpp"

#include <openssl/crypto.h>

#include <array>

#include "adapters/signing/hash_algorithm.hpp"
#include "base/hex.hpp"
#include "base/hmac_sha256.hpp"
#include "base/invariant.hpp"

namespace sluice::signing {
namespace {

const EVP_MD& fetched(const char* name) {
  const EVP_MD* const found = EVP_MD_fetch(nullptr, name, nullptr);
  SLUICE_INVARIANT(found != nullptr);
  return *found;
}

std::string hex_in(letters in, const std::uint8_t* bytes, std::size_t size) {
  auto out = hex(bytes, size);
  if (in == letters::upper)
    for (char& c : out)
      if (c >= 'a') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

}  // namespace

const EVP_MD& algorithm_of(hash with) {
  static const EVP_MD& md5 = fetched("MD5");
  static const EVP_MD& sha1 = fetched("SHA1");
  static const EVP_MD& sha256 = fetched("SHA256");
  switch (with) {
    case hash::md5: return md5;
    case hash::sha1: return sha1;
    case hash::sha256: return sha256;
  }
  broken_invariant("every hash has an algorithm", __FILE__, __LINE__);
}

std::string hex_digest(hash with, std::string_view text, letters in) {
  std::array<std::uint8_t, EVP_MAX_MD_SIZE> out{};
  unsigned size = 0;
  SLUICE_INVARIANT(
      EVP_Digest(text.data(), text.size(), out.data(), &size, &algorithm_of(with), nullptr) == 1);
  return hex_in(in, out.data(), size);
}

std::string hex_hmac_sha256(const secret& key, std::string_view text, letters in) {
  const auto code = hmac_sha256(key.reveal(), text);
  return hex_in(in, code.data(), code.size());
}

bool is_same_code(std::string_view computed, std::string_view received) noexcept {
  return computed.size() == received.size() &&
         CRYPTO_memcmp(computed.data(), received.data(), computed.size()) == 0;
}

}  // namespace sluice::signing
