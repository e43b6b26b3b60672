#pragma once
/// Whether a certificate that came with an answer is one of the company's that the configuration
/// pins: signed by one of its roots, directly or through one of its middles, at a moment. The
/// machine's own list of authorities has no say. That the company signed it is half of it: others
/// have certificates of the same company too, so whoever asks compares the name as well
/// (certificate::common_name).

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "adapters/signing/certificate.hpp"

namespace sluice::signing {

enum class chain_strength : std::uint8_t {
  /// Signatures with SHA-256 or better, RSA of 2048 bits or more (OpenSSL's level 2).
  today,
  /// Whatever the certificates have (OpenSSL's level 0). UnionPay's test system signs its
  /// certificates with SHA-1, which can be forged: for such an account only, never for real money.
  of_old,
};

/// Any thread.
class pinned_chain {
 public:
  pinned_chain(std::span<const certificate> middles, std::span<const certificate> roots,
               chain_strength strength);

  /// Nothing: it belongs to the company. Otherwise why not.
  [[nodiscard]] std::optional<std::string> why_not(const certificate& shown, instant at) const;

 private:
  owned<X509_STORE> roots_;
  owned<STACK_OF(X509)> middles_;
  chain_strength strength_;
};

}  // namespace sluice::signing
