#include "base/running_sha256.hpp"

#include <openssl/evp.h>

#include "base/invariant.hpp"

namespace sluice {

struct running_sha256::context {
  EVP_MD_CTX* of = EVP_MD_CTX_new();
  ~context() { EVP_MD_CTX_free(of); }
};

running_sha256::running_sha256() : context_(std::make_unique<context>()) {
  SLUICE_INVARIANT(context_->of != nullptr);
  SLUICE_INVARIANT(EVP_DigestInit_ex(context_->of, EVP_sha256(), nullptr) == 1);
}
running_sha256::~running_sha256() = default;

void running_sha256::add(std::string_view bytes) {
  SLUICE_INVARIANT(EVP_DigestUpdate(context_->of, bytes.data(), bytes.size()) == 1);
}

std::array<std::uint8_t, 32> running_sha256::finish() {
  std::array<std::uint8_t, 32> out{};
  SLUICE_INVARIANT(EVP_DigestFinal_ex(context_->of, out.data(), nullptr) == 1);
  return out;
}

}  // namespace sluice
