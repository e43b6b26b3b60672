#pragma once
/// The keys of an account at UnionPay: what we sign with, and how we know UnionPay. Read once, then
/// used from any thread. They are used in proof.hpp.

#include <array>
#include <string>
#include <string_view>
#include <variant>

#include "adapters/channels/dialects.hpp"
#include "adapters/signing/pinned_chain.hpp"
#include "adapters/signing/rsa_key.hpp"

namespace sluice::unionpay {

inline constexpr std::array key_needs{
    key_need{"merchant_key", false, "the merchant's private key, PEM"},
    key_need{"merchant_certificate", false, "the certificate of merchant_key, PEM"},
    key_need{"merchant_p12", false,
             "instead of both: the file that UnionPay hands out (.pfx), or its bytes in base64"},
    key_need{"p12_password", false, "the password of merchant_p12"},
    key_need{"root", true, "UnionPay's root certificate, PEM"},
    key_need{"middle", true, "UnionPay's middle certificate, PEM"},
    key_need{"encryption_certificate", false,
             "the certificate with which UnionPay wants secrets encrypted, PEM"},
    key_need{"test_system", false, "\"yes\" for UnionPay's test system"},
};

struct keys {
  signing::private_key merchant_key;
  std::string certificate_number;  ///< certId
  std::string encryption_number;  ///< encryptCertId; empty: not said
  signing::pinned_chain company;
  /// Its certificates are signed with SHA-1, and one of its own has another name.
  bool of_test_system;
};

[[nodiscard]] std::variant<keys, key_fault> read_keys(const account_keys& all);

}  // namespace sluice::unionpay
