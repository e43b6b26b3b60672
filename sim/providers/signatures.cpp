#include "sim/providers/signatures.hpp"

#include <variant>

#include "adapters/signing/certificate.hpp"
#include "adapters/signing/key_text.hpp"
#include "adapters/signing/rsa_signature.hpp"
#include "sim/providers/provider_keys.hpp"
#include "sim/providers/simulated_keys.hpp"

namespace sluice::sim {

using namespace signing;

// Read once, because reading takes a tenth of a second; they never change.

std::string signed_by_provider(std::string_view text) {
  static const auto key =
      std::get<private_key>(private_key_in(secret{std::string{provider_key()}}));
  return rsa_sign(key, rsa_hash::sha256, text);
}

bool is_signed_by_merchant(std::string_view signature, std::string_view text) {
  static const auto key = [] {
    const auto pem = simulated_key("wechat_v3_merchant_certificate").value_or("");
    return std::get<public_key>(std::get<certificate>(certificate::first_in(pem)).key());
  }();
  return is_rsa_signature(signature, key, rsa_hash::sha256, text);
}

}  // namespace sluice::sim
