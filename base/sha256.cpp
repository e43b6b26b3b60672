#include "base/sha256.hpp"

#include <openssl/evp.h>

#include "base/invariant.hpp"

namespace sluice {

std::array<std::uint8_t, 32> sha256_of(std::string_view bytes) {
  static EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  std::array<std::uint8_t, 32> out{};
  SLUICE_INVARIANT(algorithm != nullptr && EVP_Digest(bytes.data(), bytes.size(), out.data(),
                                                      nullptr, algorithm, nullptr) == 1);
  return out;
}

}  // namespace sluice
