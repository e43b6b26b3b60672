#pragma once
/// OpenSSL's side of a hash. Inside this folder only.

#include <openssl/evp.h>

#include "adapters/signing/digest.hpp"

namespace sluice::signing {

/// Fetched once, kept for the life of the process.
[[nodiscard]] const EVP_MD& algorithm_of(hash with);

}  // namespace sluice::signing
