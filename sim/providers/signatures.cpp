#include "sim/providers/signatures.hpp"

#include <array>
#include <variant>

#include "adapters/signing/certificate.hpp"
#include "adapters/signing/key_text.hpp"
#include "adapters/signing/rsa_signature.hpp"
#include "sim/providers/provider_keys.hpp"
#include "sim/providers/simulated_keys.hpp"

namespace sluice::sim {

using namespace signing;

// Read once, because reading takes a tenth of a second; they never change.

std::string signed_by_provider(std::string_view text, int turn) {
  const auto read = [](int which) {
    return std::get<private_key>(private_key_in(secret{std::string{provider_key(which)}}));
  };
  static const auto first = read(0);
  if (turn == 0) return rsa_sign(first, rsa_hash::sha256, text);
  static const std::array later{read(1), read(2)};
  return rsa_sign(later.at(static_cast<std::size_t>(turn - 1)), rsa_hash::sha256, text);
}

bool is_signed_by_merchant(std::string_view signature, std::string_view text) {
  static const auto key = [] {
    const auto pem = simulated_key("wechat_v3_merchant_certificate").value_or("");
    return std::get<public_key>(std::get<certificate>(certificate::first_in(pem)).key());
  }();
  return is_rsa_signature(signature, key, rsa_hash::sha256, text);
}

}  // namespace sluice::sim
