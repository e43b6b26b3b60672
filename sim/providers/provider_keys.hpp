#pragma once
/// The simulated channels' own halves of the keys, PEM: what they sign with, and decrypt with what
/// merchants have encrypted for them. For the faces only. Like simulated_keys.hpp: known to
/// everybody, never for real money.

#include <string_view>

namespace sluice::sim {

/// WeChat Pay's and Alipay's. Its public half: wechat_v3_public_key, alipay_public_key,
/// alipay_certificate. Later turns (key_turn.hpp) have others.
[[nodiscard]] std::string_view provider_key(int turn = 0) noexcept;

/// UnionPay's, of the certificate that it sends along.
[[nodiscard]] std::string_view unionpay_key() noexcept;
[[nodiscard]] std::string_view unionpay_certificate() noexcept;
/// Of unionpay_encryption_certificate.
[[nodiscard]] std::string_view unionpay_encryption_key() noexcept;

}  // namespace sluice::sim
