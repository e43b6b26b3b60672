#pragma once
/// Who we are at WeChat Pay V3, with the keys of both sides read and proven to fit. Made once at
/// the start, then used from any thread.

#include <array>
#include <string>
#include <variant>

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
    key_need{"platform_certificates", false, "WeChat Pay's certificates, PEM, one or several"},
};

struct account {
  std::string app_id, merchant_id, notify_url, terminal_ip;
  signing::private_key ours;
  std::string our_serial;
  secret api_v3_key;
  signing::keys_by_serial theirs;
  std::string public_key_id;  ///< empty: only certificates prove what WeChat Pay says
};

[[nodiscard]] std::variant<account, key_fault> read_account(const dialect_account& given);

}  // namespace sluice::wechat_v3
