#pragma once
/// The keys of an account at UnionPay: what we sign with, and how we know UnionPay. Read once, then
/// used from any thread. They are used in proof.hpp.

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

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
             "the certificate with which UnionPay wants secrets encrypted, PEM; the next one is "
             "fetched before it ends"},
    key_need{
        "token_requestor_id", false,
        "the number under which UnionPay gives tokens of payers' cards to the merchant (trId); "
        "without it there are no agreements"},
    key_need{"test_system", false, "\"yes\" for UnionPay's test system"},
};

/// The certificate that encryptCertId names.
struct encryption_certificate {
  std::string number{};  ///< empty: there is none, and it is not said
  instant until{};
  std::shared_ptr<const signing::public_key> key{};  ///< null: there is none
};

struct keys {
  std::shared_ptr<const signing::private_key> merchant_key;
  std::string certificate_number;  ///< certId
  encryption_certificate encryption;
  std::shared_ptr<const signing::pinned_chain> company;
  std::vector<certificate_end> pinned;  ///< ours, and what the company is known by
  std::string token_requestor;  ///< trId; empty: the merchant gets no tokens
  /// Its certificates are signed with SHA-1, and one of its own has another name.
  bool of_test_system;
};

[[nodiscard]] std::variant<keys, key_fault> read_keys(const account_keys& all);

}  // namespace sluice::unionpay
