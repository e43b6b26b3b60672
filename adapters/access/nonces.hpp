#pragma once
/// Nonces that were used not long ago, so that a request that somebody has overheard is not heard
/// again: not even to have its answer sent to another inbox. Bounded: full means "not now", never
/// "accept". Any thread.
///
/// The reply subject could have been signed instead, and nothing remembered. But most NATS
/// libraries choose it inside their request(), and servers rewrite it between accounts and
/// clusters. A request costs this memory a quarter of a microsecond and 30 bytes for two minutes.

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <unordered_set>

#include "base/instant.hpp"
#include "base/keyed_hash.hpp"

namespace sluice::access {

enum class nonce_verdict : std::uint8_t { fresh, used, no_room };

class nonces {
 public:
  /// `window`: by so much the time of a request may differ from `now`.
  nonces(std::size_t most, millis window);

  /// A fresh one counts as used from now on, for as long as a request of that time is accepted.
  /// `whose` is part of it, so that two keys may use the same. `now`: of a clock that may be set.
  [[nodiscard]] nonce_verdict use(const std::string& whose, const std::string& nonce,
                                  instant signed_at, instant now);

 private:
  /// Hashes that nobody outside can foresee, of requests signed in one stretch of time: what is out
  /// of date is dropped together.
  using stretch = std::unordered_set<std::uint64_t>;

  [[nodiscard]] std::int64_t stretch_of(instant t) const noexcept;
  [[nodiscard]] stretch take_oldest();

  const std::size_t most_;
  const millis window_;
  const hash_key key_;
  std::mutex lock_;
  std::map<std::int64_t, stretch> used_;
  std::size_t count_ = 0;
};

}  // namespace sluice::access
