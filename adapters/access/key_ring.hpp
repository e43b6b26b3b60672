#pragma once
/// Every key with which a caller may prove who it is, and what is needed to check its signature.
/// Never changed once it is in use: exchanged as a whole (edge_keys.hpp).

#include <array>
#include <unordered_map>
#include <variant>

#include "adapters/access/signature.hpp"

namespace sluice::access {

struct ring_entry {
  key about;
  /// A word of an operator must never be heard twice, whatever else there is to remember.
  bool is_operators = false;
  secret hmac{};            ///< 32 raw bytes; of an hmac_sha256 only
  ed25519_public public_half{};  ///< of an ed25519 only
};

using key_ring = std::unordered_map<key_id, ring_entry>;

}  // namespace sluice::access
