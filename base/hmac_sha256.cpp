#include "base/hmac_sha256.hpp"

#include <openssl/core_names.h>
#include <openssl/evp.h>

#include <memory>

#include "base/invariant.hpp"

namespace sluice {
namespace {

struct free_context {
  void operator()(EVP_MAC_CTX* c) const noexcept { EVP_MAC_CTX_free(c); }
};
using context = std::unique_ptr<EVP_MAC_CTX, free_context>;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

/// One a thread, kept: fetching the algorithm and making a context cost more than the code itself.
EVP_MAC_CTX& kept_context() {
  static EVP_MAC* const hmac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  thread_local const context kept = [] {
    char name[] = "SHA256";
    const std::array<OSSL_PARAM, 2> how{
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0),
        OSSL_PARAM_construct_end()};
    context made(EVP_MAC_CTX_new(hmac));
    SLUICE_INVARIANT(made != nullptr && EVP_MAC_CTX_set_params(made.get(), how.data()) == 1);
    return made;
  }();
  return *kept;
}

}  // namespace

std::array<std::uint8_t, 32> hmac_sha256(std::string_view key, std::string_view text) {
  auto& mac = kept_context();
  std::array<std::uint8_t, 32> out{};
  std::size_t size = 0;
  SLUICE_INVARIANT(EVP_MAC_init(&mac, bytes_of(key), key.size(), nullptr) == 1);
  SLUICE_INVARIANT(EVP_MAC_update(&mac, bytes_of(text), text.size()) == 1);
  SLUICE_INVARIANT(EVP_MAC_final(&mac, out.data(), &size, out.size()) == 1 && size == out.size());
  return out;
}

}  // namespace sluice
