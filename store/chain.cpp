#include "store/chain.hpp"

#include <stdexcept>
#include <string>

namespace sluice::store {
namespace {

/// Fetched once: a fetch takes locks and string look-ups. Never freed, because hashers in other
/// threads may outlive static destruction.
const EVP_MD* sha256() {
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return algorithm;
}

void must(bool worked) {
  if (!worked) throw std::runtime_error("OpenSSL cannot compute SHA-256");
}

digest finish(EVP_MD_CTX* context) {
  digest result;
  unsigned int size = 0;
  must(EVP_DigestFinal_ex(context, result.data(), &size) == 1 && size == result.size());
  return result;
}

}  // namespace

chain_hasher::chain_hasher() : begun_(EVP_MD_CTX_new()), context_(EVP_MD_CTX_new()) {
  must(begun_ != nullptr && context_ != nullptr && sha256() != nullptr);
  must(EVP_DigestInit_ex2(begun_.get(), sha256(), nullptr) == 1);
}

digest chain_hasher::next(const digest& previous, std::string_view bytes) {
  begin();
  must(EVP_DigestUpdate(context_.get(), previous.data(), previous.size()) == 1);
  must(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1);
  return finish(context_.get());
}

digest chain_hasher::of(std::string_view bytes) {
  begin();
  must(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1);
  return finish(context_.get());
}

void chain_hasher::begin() { must(EVP_MD_CTX_copy_ex(context_.get(), begun_.get()) == 1); }

digest chain_start(std::uint16_t partition) {
  return chain_hasher{}.of("sluice event log 1, partition " + std::to_string(partition));
}

}  // namespace sluice::store
