#pragma once
/// Who we are at WeChat Pay V3, with the keys of both sides read and proven to fit. Made once at
/// the start, then used from any thread.

#include <array>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "adapters/channels/dialects.hpp"
#include "adapters/signing/keys_by_serial.hpp"
#include "adapters/signing/rsa_key.hpp"
#include "base/secret.hpp"

namespace sluice::wechat_v3 {

/// Source: pay.weixin.qq.com/doc/v3/merchant, "signing and checking signatures".
inline constexpr std::array key_needs{
    key_need{"merchant_key", true, "the merchant's private key, PEM (apiclient_key.pem)"},
    key_need{"api_v3_key", true, "the APIv3 key, 32 bytes, with which notifications are sealed"},
    key_need{"merchant_certificate", false,
             "the merchant's certificate, PEM (apiclient_cert.pem); or merchant_serial"},
    key_need{
        "merchant_serial", false, "the serial number of the merchant's certificate, hexadecimal"},
    key_need{"public_key", false, "WeChat Pay's public key, PEM; or platform_certificates"},
    key_need{"public_key_id", false, "its id: PUB_KEY_ID_ and digits"},
    key_need{"platform_certificates", false,
             "WeChat Pay's certificates, PEM, one or several; without public_key they are fetched, "
             "too"},
};

/// What proves what WeChat Pay says. Exchanged as a whole.
struct their_keys {
  signing::keys_by_serial ring{};
  std::vector<certificate_end> certificates{};  ///< those of the ring
};

struct account {
  std::string app_id, merchant_id, notify_url, terminal_ip;
  signing::private_key ours;
  std::string our_serial;
  secret api_v3_key;
  std::vector<certificate_end> our_certificate;  ///< empty: only its number is known
  their_keys theirs;                             ///< at the start
  std::string public_key_id;  ///< empty: only certificates prove what WeChat Pay says
  signing::keys_by_serial public_key;  ///< the one of that id, if there is one

  /// Who has the public key alone needs no certificates.
  [[nodiscard]] bool goes_by_certificates() const noexcept {
    return public_key_id.empty() || !theirs.certificates.empty();
  }
};

/// A sentence: why it was not taken.
[[nodiscard]] std::optional<signing::unusable> add(const signing::certificate& one, their_keys& to);

[[nodiscard]] std::variant<account, key_fault> read_account(const dialect_account& given);

}  // namespace sluice::wechat_v3
