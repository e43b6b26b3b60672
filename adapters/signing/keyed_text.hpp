#pragma once
/// Signatures by a key that both sides have: WeChat Pay V2's, and the gateways' that imitate it.
/// The key stands behind the sorted pairs, and a hash is taken of both.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/secret.hpp"

namespace sluice::signing {

/// What the field sign_type says; where it is missing, MD5.
enum class v2_sign_type : std::uint8_t { md5, hmac_sha256 };

/// `pairs`: see sorted_pairs.hpp. In upper-case hexadecimal digits, as it is sent.
[[nodiscard]] std::string v2_signature(v2_sign_type type, std::string_view pairs,
                                       const secret& key);

/// Upper case counts: WeChat refuses lower case, and so does this. In constant time.
[[nodiscard]] bool is_v2_signature(std::string_view received, v2_sign_type type,
                                   std::string_view pairs, const secret& key);

}  // namespace sluice::signing
