#pragma once
/// Our keys at Alipay and Alipay's at us, read: with Alipay's public key alone, or in certificate
/// mode, where each side also says by which certificate it is known.
/// Source: opendocs.alipay.com, the pages about signing and about certificate mode.

#include <array>
#include <string>
#include <variant>

#include "adapters/channels/dialects.hpp"
#include "adapters/signing/rsa_key.hpp"

namespace sluice::alipay {

inline constexpr std::array key_needs{
    key_need{"app_key", true, "the application's private key: PEM, or the base64 text inside it"},
    key_need{"alipay_public_key", false,
             "Alipay's public key, not ours: PEM, or the base64 text inside it"},
    key_need{"app_certificate", false, "certificate mode: the application's certificate, PEM"},
    key_need{"alipay_root_certificate", false,
             "certificate mode: the file of Alipay's root certificates, PEM"},
    key_need{"alipay_certificate", false, "certificate mode: Alipay's certificate, PEM"},
};

/// The numbers of certificates (signing/alipay_sn.hpp). Without certificate mode all are empty.
struct certificate_numbers {
  std::string app{}, roots{}, alipay{};
};

struct account {
  std::string app_id;
  std::string seller_id;  ///< empty: not compared
  std::string pages_url;
  std::string notify_url;
  signing::private_key ours;
  signing::public_key theirs;
  certificate_numbers numbers{};

  [[nodiscard]] bool goes_by_certificates() const noexcept { return !numbers.alipay.empty(); }
};

[[nodiscard]] std::variant<account, key_fault> account_of(dialect_account said);

}  // namespace sluice::alipay
