#pragma once
/// UnionPay's certificate of encryption, as the answer to txnType 95 brings it. Source:
/// open.unionpay.com, ACP 5.1.0, query of the encryption key.

#include <string>
#include <string_view>
#include <variant>

#include "adapters/channels/unionpay/keys.hpp"
#include "base/instant.hpp"

namespace sluice::unionpay {

/// The one to go by from now on; or a word, why what came is not believed. One that ends no later
/// than ours is no news: then ours stays.
[[nodiscard]] std::variant<encryption_certificate, std::string> certificate_in(
    std::string_view body, std::string_view merchant_id, const keys& with, instant now);

}  // namespace sluice::unionpay
