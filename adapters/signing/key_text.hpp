#pragma once
/// Keys as the payment companies' tools write them and a configuration holds them.

#include <string_view>

#include "adapters/signing/rsa_key.hpp"
#include "base/secret.hpp"

namespace sluice::signing {

/// PEM: PKCS#8 ("BEGIN PRIVATE KEY") or PKCS#1 ("BEGIN RSA PRIVATE KEY"), without a password; or
/// what stands between those lines alone, as Alipay's tool writes it.
[[nodiscard]] usable<private_key> private_key_in(const secret& text);

/// PEM ("BEGIN PUBLIC KEY", "BEGIN RSA PUBLIC KEY"), or what stands between those lines alone, as
/// Alipay's site shows it.
[[nodiscard]] usable<public_key> public_key_in(std::string_view text);

}  // namespace sluice::signing
