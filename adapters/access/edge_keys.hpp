#pragma once
/// The keys by which the edge checks signatures, put together: which there are, and all that may be
/// known of them, the register says (signature_keys); the secrets of HMAC keys come from the
/// keystore alone. A key of which the keystore has another secret than the register knows, or none,
/// opens nothing.

#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "actors/ports/signature_keys.hpp"
#include "adapters/access/verifier.hpp"
#include "base/secret.hpp"

namespace sluice::access {

/// Of HMAC keys, 32 raw bytes each.
using key_secrets = std::unordered_map<key_id, secret>;

class edge_keys final : public signature_keys {
 public:
  explicit edge_keys(std::shared_ptr<verifier> to) : to_(std::move(to)) {}

  void exchange(std::vector<checked_key> next) override;
  /// The keystore was read, again. Any thread.
  void exchange_secrets(key_secrets next);

 private:
  void hand_on();

  const std::shared_ptr<verifier> to_;
  std::mutex lock_;
  std::vector<checked_key> keys_;
  bool is_read_ = false;  ///< the register, for the first time
  key_secrets secrets_;
};

}  // namespace sluice::access
