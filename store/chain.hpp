#pragma once
/// The chain of hashes over stored records (events/FORMAT.md). Whoever changes a stored byte must
/// change every hash after it.

#include <openssl/evp.h>

#include <memory>
#include <string_view>

#include "store/event_log.hpp"

namespace sluice::store {

/// One for each thread that hashes: it keeps its OpenSSL context, which halves the time of a hash.
class chain_hasher {
 public:
  chain_hasher();

  /// SHA-256(previous || bytes). Any machine that cannot do SHA-256 cannot run this program: throws
  /// std::runtime_error then.
  [[nodiscard]] digest next(const digest& previous, std::string_view bytes);
  [[nodiscard]] digest of(std::string_view bytes);

 private:
  struct free_context {
    void operator()(EVP_MD_CTX* c) const noexcept { EVP_MD_CTX_free(c); }
  };
  using context = std::unique_ptr<EVP_MD_CTX, free_context>;

  void begin();

  context begun_;  ///< copied for each hash: OpenSSL begins anew more slowly
  context context_;
};

/// The hash before the first record of a partition.
[[nodiscard]] digest chain_start(std::uint16_t partition);

[[nodiscard]] inline std::string_view view(const digest& d) noexcept {
  return {reinterpret_cast<const char*>(d.data()), d.size()};
}

}  // namespace sluice::store
