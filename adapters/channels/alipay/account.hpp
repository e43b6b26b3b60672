#pragma once
/// Our keys at Alipay and Alipay's at us, read: with Alipay's public key alone, or in certificate
/// mode, where each side also says by which certificate it is known.
/// Source: opendocs.alipay.com, the pages about signing and about certificate mode.

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "adapters/channels/dialects.hpp"
#include "adapters/signing/certificate.hpp"
#include "adapters/signing/keys_by_serial.hpp"
#include "adapters/signing/rsa_key.hpp"

namespace sluice::alipay {

inline constexpr std::array key_needs{
    key_need{"app_key", true, "the application's private key: PEM, or the base64 text inside it"},
    key_need{"alipay_public_key", false,
             "Alipay's public key, not ours: PEM, or the base64 text inside it"},
    key_need{"app_certificate", false, "certificate mode: the application's certificate, PEM"},
    key_need{"alipay_root_certificate", false,
             "certificate mode: the file of Alipay's root certificates, PEM"},
    key_need{"alipay_certificate", false,
             "certificate mode: Alipay's certificate, PEM; later ones are fetched"},
};

/// Certificate mode: what stays as it is. Empty without it.
struct certificate_mode {
  std::string app_number{}, roots_number{};  ///< signing/alipay_sn.hpp
  std::vector<signing::certificate> roots{};
  std::string alipay_name{};  ///< whose certificate it is: merchants' are of the same roots
  std::vector<certificate_end> ours{};
};

/// What proves what Alipay says. Exchanged as a whole.
struct their_keys {
  signing::keys_by_serial ring{};  ///< in certificate mode by alipay_cert_sn
  std::string latest{};            ///< the name in the ring of the one that came last
  std::vector<certificate_end> certificates{};
};

struct account {
  std::string app_id;
  std::string seller_id;  ///< empty: not compared
  std::string pages_url;
  std::string notify_url;
  std::shared_ptr<const signing::private_key> ours;
  std::shared_ptr<const certificate_mode> mode;
  their_keys theirs{};

  [[nodiscard]] bool goes_by_certificates() const noexcept { return !mode->roots.empty(); }
};

/// A sentence: why it was not taken.
[[nodiscard]] std::optional<signing::unusable> add(const signing::certificate& one, their_keys& to);

[[nodiscard]] std::variant<account, key_fault> account_of(dialect_account said);

}  // namespace sluice::alipay
