#include "adapters/signing/keyed_text.hpp"

#include "adapters/signing/digest.hpp"
#include "base/invariant.hpp"

namespace sluice::signing {

std::string v2_signature(v2_sign_type type, std::string_view pairs, const secret& key) {
  const auto text = std::string(pairs) + "&key=" + key.reveal();
  switch (type) {
    case v2_sign_type::md5: return hex_digest(hash::md5, text, letters::upper);
    case v2_sign_type::hmac_sha256: return hex_hmac_sha256(key, text, letters::upper);
  }
  broken_invariant("every sign_type has a hash", __FILE__, __LINE__);
}

bool is_v2_signature(std::string_view received, v2_sign_type type, std::string_view pairs,
                     const secret& key) {
  // Behind no key anybody signs.
  return !key.empty() && is_same_code(v2_signature(type, pairs, key), received);
}

}  // namespace sluice::signing
